"""Write tests/keras/saving/of_keras: small files that Keras saved, and what its models predict.

Run with Keras 3.15.1: `KERAS_BACKEND=jax python make_files_of_keras.py of_keras`.
"""

import sys
import zipfile
from pathlib import Path


def write_files(folder: Path) -> None:
    import keras
    import numpy as np

    keras.utils.set_random_seed(3)
    rng = np.random.default_rng(3)
    x = rng.standard_normal((6, 3)).astype("float32")
    y = rng.standard_normal((6, 1)).astype("float32")

    inputs = keras.Input((3,), name="features")
    hidden = keras.layers.Dense(4, activation="relu", kernel_regularizer="l2")(inputs)
    hidden = keras.layers.BatchNormalization()(hidden)
    hidden = keras.layers.Dropout(0.5, seed=1)(hidden)
    outputs = keras.layers.Dense(1)(keras.layers.Concatenate()([hidden, inputs]))
    functional = keras.Model(inputs, outputs, name="of_keras")
    functional.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse", metrics=["mae"])
    functional.fit(x, y, epochs=2, verbose=0)
    functional.save(folder / "functional.keras")

    with zipfile.ZipFile(folder / "functional.keras") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(folder / "functional.keras", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():  # the same, smaller: HDF5 leaves much room between numbers
            archive.writestr(name, content)

    recurrent = keras.Sequential([keras.Input((5, 3)), keras.layers.LSTM(2), keras.layers.Dense(1)])
    recurrent.save_weights(folder / "recurrent.weights.h5")
    steps = rng.standard_normal((2, 5, 3)).astype("float32")
    np.savez_compressed(
        folder / "expected.npz",
        x=x,
        y=y,
        functional=functional.predict(x, verbose=0),
        evaluated=functional.evaluate(x, y, verbose=0),
        optimizer_iterations=np.asarray(functional.optimizer.iterations),
        steps=steps,
        recurrent=recurrent.predict(steps, verbose=0),
    )


if __name__ == "__main__":
    write_files(Path(sys.argv[1]))
