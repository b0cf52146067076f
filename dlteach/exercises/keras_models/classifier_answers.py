"""Ways to write `build_binary_classifier`: the reference, others that are right, and one to vary."""


def build_binary_classifier(input_dim, hidden):
    """A compiled model of relu layers and one sigmoid unit."""
    import dlteach.keras as keras

    model = keras.Sequential([keras.Input((input_dim,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


def built(
    features=lambda d, hidden: d,
    shape=lambda features: (features,),
    units=lambda d, hidden: hidden,
    activation="relu",
    output=(1, "sigmoid"),
    extra=(),
    optimizer="adam",
    loss="binary_crossentropy",
    metrics=("accuracy",),
    **dense,
):
    """A classifier in which one thing differs; `extra` holds names of layers put before the last one."""

    def answer(input_dim, hidden):
        import dlteach.keras as keras

        model = keras.Sequential()
        if features is not None:
            model.add(keras.Input(shape(features(input_dim, hidden))))
        for count in units(input_dim, hidden):
            model.add(keras.layers.Dense(count, activation=activation, **dense))
        for name, *arguments in extra:
            model.add(getattr(keras.layers, name)(*arguments))
        if output:
            model.add(keras.layers.Dense(output[0], activation=output[1], **dense))
        if optimizer:
            logits = isinstance(loss, bool)
            used = keras.losses.BinaryCrossentropy(from_logits=loss) if logits else loss
            model.compile(optimizer, loss=used, metrics=list(metrics))
        return model

    return answer


def functional(input_dim, hidden):
    import dlteach.keras as keras

    inputs = h = keras.layers.Input(shape=(input_dim,))
    for units in hidden:
        h = keras.layers.Dense(units)(h)
        h = keras.layers.ReLU()(h)
    outputs = keras.layers.Dense(1, activation=keras.activations.sigmoid)(h)
    model = keras.models.Model(inputs=inputs, outputs=outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=[keras.metrics.BinaryAccuracy()],
    )
    return model


def with_activation_layers(input_dim, hidden):
    import dlteach.keras as keras

    layers = [keras.layers.InputLayer(shape=(input_dim,))]
    for units in hidden:
        layers += [keras.layers.Dense(units), keras.layers.Activation("relu")]
    layers += [keras.layers.Dense(1), keras.layers.Activation("sigmoid")]
    model = keras.Sequential(layers)
    model.compile(loss=keras.losses.binary_crossentropy, optimizer="Adam", metrics=["acc"])
    return model


def with_input_dim(input_dim, hidden):
    import dlteach.keras as keras

    model = keras.Sequential()
    sizes = [*hidden, 1]
    for i, units in enumerate(sizes):
        activation = "sigmoid" if i == len(sizes) - 1 else "relu"
        if i == 0:
            model.add(keras.layers.Dense(units, activation=activation, input_dim=input_dim))
        else:
            model.add(keras.layers.Dense(units, activation=activation))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model
