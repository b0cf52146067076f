"""Ways to write `build_two_branch_model`: the reference, others that are right, and one to vary."""


def build_two_branch_model(left_dim, right_dim, units):
    """A compiled model of two inputs with a relu layer each; the left input also skips past its layer."""
    import dlteach.keras as keras

    left, right = keras.Input((left_dim,)), keras.Input((right_dim,))
    left_branch = keras.layers.Dense(units, activation="relu")(left)
    right_branch = keras.layers.Dense(units, activation="relu")(right)
    joined = keras.layers.Concatenate()([left_branch, right_branch, left])
    output = keras.layers.Dense(1)(joined)
    model = keras.Model([left, right], output)
    model.compile("adam", loss="mse")
    return model


def varied(
    join=lambda left, right, h1, h2: [h1, h2, left],
    branches=lambda left, right: (left, right),
    inputs=lambda left, right: [left, right],
    activation="relu",
    by="Concatenate",
    after=(),
    output=(1, None),
    optimizer="adam",
    loss="mse",
    size=lambda units: units,
    shape=lambda features: (features,),
    depth=1,
    **dense,
):
    """A model in which one thing differs; `after` holds activations of layers put behind the joint."""

    def answer(left_dim, right_dim, units):
        import dlteach.keras as keras

        left, right = keras.Input(shape(left_dim)), keras.Input(shape(right_dim))
        h1, h2 = branches(left, right)
        for _ in range(depth):
            h1 = keras.layers.Dense(size(units), activation=activation, **dense)(h1)
            h2 = keras.layers.Dense(size(units), activation=activation, **dense)(h2)
        parts = join(left, right, h1, h2)
        joined = getattr(keras.layers, by)()(parts) if len(parts) > 1 else parts[0]
        for name in after:
            joined = keras.layers.Dense(units, activation=name)(joined)
        count = units if output[0] == "units" else output[0]
        joined = keras.layers.Dense(count, activation=output[1], **dense)(joined)
        model = keras.Model(inputs(left, right), joined)
        if optimizer:
            model.compile(optimizer, loss=loss)
        return model

    return answer


def with_named_inputs(left_dim, right_dim, units):
    import dlteach.keras as keras

    left = keras.layers.Input(shape=(left_dim,), name="left")
    right = keras.layers.Input(shape=(right_dim,), name="right")
    h1 = keras.layers.Activation("relu")(keras.layers.Dense(units, name="left_branch")(left))
    h2 = keras.layers.ReLU()(keras.layers.Dense(units, name="right_branch")(right))
    joined = keras.layers.concatenate([left, h1, h2])
    output = keras.layers.Dense(1, activation="linear", name="price")(joined)
    model = keras.models.Model(inputs=[left, right], outputs=[output])
    model.compile(
        optimizer=keras.optimizers.Adam(0.01), loss=keras.losses.MeanSquaredError(), metrics=["mae"]
    )
    return model


def with_operations(left_dim, right_dim, units):
    import dlteach.keras as keras

    left, right = keras.Input((left_dim,)), keras.Input((right_dim,))
    h1 = keras.activations.relu(keras.layers.Dense(units)(left))
    h2 = keras.layers.Dense(units, activation=keras.ops.relu)(right)
    joined = keras.ops.concatenate([h2, h1, left], axis=-1)
    model = keras.Model([left, right], keras.layers.Dense(1)(joined))
    model.compile(loss="mean_squared_error", optimizer="adam")
    return model


def with_branches_as_models(left_dim, right_dim, units):
    import dlteach.keras as keras

    left, right = keras.Input((left_dim,)), keras.Input((right_dim,))
    one, two = (
        keras.Sequential([keras.Input((d,)), keras.layers.Dense(units, activation="relu")])
        for d in (left_dim, right_dim)
    )
    both = keras.layers.Concatenate()([one(left), two(right)])
    output = keras.layers.Dense(1)(keras.layers.Concatenate()([both, left]))
    model = keras.Model(inputs=(left, right), outputs=output)
    model.compile("adam", "mse")
    return model


def with_one_layer_for_both(left_dim, right_dim, units):
    import dlteach.keras as keras

    left, right = keras.Input((left_dim,)), keras.Input((right_dim,))
    shared = keras.layers.Dense(units, activation="relu")
    joined = keras.layers.Concatenate()([shared(left), shared(right), left])
    model = keras.Model([left, right], keras.layers.Dense(1)(joined))
    model.compile("adam", loss="mse")
    return model


def joined_first(left_dim, right_dim, units):
    import dlteach.keras as keras

    left, right = keras.Input((left_dim,)), keras.Input((right_dim,))
    h = keras.layers.Dense(units, activation="relu")(keras.layers.Concatenate()([left, right]))
    model = keras.Model([left, right], keras.layers.Dense(1)(keras.layers.Concatenate()([h, left])))
    model.compile("adam", loss="mse")
    return model


def output_without_model(left_dim, right_dim, units):
    return build_two_branch_model(left_dim, right_dim, units).outputs[0]


def skip_through_a_layer(left_dim, right_dim, units):
    import dlteach.keras as keras

    left, right = keras.Input((left_dim,)), keras.Input((right_dim,))
    h1 = keras.layers.Dense(units, activation="relu")(left)
    h2 = keras.layers.Dense(units, activation="relu")(right)
    skip = keras.layers.Dense(units)(left)
    joined = keras.layers.Concatenate()([h1, h2, skip])
    model = keras.Model([left, right], keras.layers.Dense(1)(joined))
    model.compile("adam", loss="mse")
    return model


def one_input_for_both(left_dim, right_dim, units):
    import dlteach.keras as keras

    hidden = keras.layers.Dense(units, activation="relu")
    model = keras.Sequential([keras.Input((left_dim + right_dim,)), hidden, keras.layers.Dense(1)])
    model.compile("adam", loss="mse")
    return model
