"""AdamW: Adam with weight decay."""

from __future__ import annotations

from typing import Any

from dlteach.keras.optimizers.adam import Adam


class AdamW(Adam):
    """Adam whose steps also shorten the weights, apart from what the gradient asks for.

        w ← w − α λ w, then a step of `Adam`

    Parameters
    ----------
    learning_rate : float, LearningRateSchedule or callable, default 0.001
        α.
    weight_decay : float, default 0.004
        λ.
    beta_1, beta_2, epsilon, amsgrad
        As in `Adam`.
    clipnorm, clipvalue, global_clipnorm, use_ema, name and others
        As in `Optimizer`.

    Raises
    ------
    ValueError
        If the weight decay is None.

    References
    ----------
    I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019, arXiv:1711.05101.

    Examples
    --------
    >>> from dlteach.keras import Variable
    >>> w = Variable([1.0, 2.0])
    >>> AdamW(learning_rate=0.5, weight_decay=0.5).apply([[0.0, 0.0]], [w])
    >>> w.numpy()
    array([0.75, 1.5 ], dtype=float32)
    """

    def __init__(
        self,
        learning_rate: Any = 0.001,
        weight_decay: float | None = 0.004,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        use_ema: bool = False,
        ema_momentum: float = 0.99,
        ema_overwrite_frequency: int | None = None,
        loss_scale_factor: float | None = None,
        gradient_accumulation_steps: int | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            learning_rate=learning_rate,
            beta_1=beta_1,
            beta_2=beta_2,
            epsilon=epsilon,
            amsgrad=amsgrad,
            weight_decay=weight_decay,
            clipnorm=clipnorm,
            clipvalue=clipvalue,
            global_clipnorm=global_clipnorm,
            use_ema=use_ema,
            ema_momentum=ema_momentum,
            ema_overwrite_frequency=ema_overwrite_frequency,
            loss_scale_factor=loss_scale_factor,
            gradient_accumulation_steps=gradient_accumulation_steps,
            name=name,
            **kwargs,
        )
        if self.weight_decay is None:
            raise ValueError("Argument `weight_decay` must be a float. Received: weight_decay=None")
