"""The reference answers for models: weights that travel, and a model of which the end is trained."""


def transfer_weights(source, target):
    """Copy the weights of all layers but the last, layer by layer; return the target."""
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        taker.set_weights(giver.get_weights())
    return target


def freeze_and_finetune(model, x, y, epochs):
    """Freeze all layers but the last, compile anew, fit; return the History."""
    from dlteach import keras

    for layer in model.layers[:-1]:
        layer.trainable = False
    model.compile(keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    return model.fit(x, y, epochs=epochs, verbose=0)
