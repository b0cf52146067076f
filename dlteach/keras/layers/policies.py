"""What a layer computes in and what it takes: its dtype policy, the specs of its inputs, masks."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, dtype_policies, tree
from dlteach.keras.layers import input_spec
from dlteach.keras.layers.state import LayerState
from dlteach.keras.utils.python_utils import default


class Policies(LayerState):
    """The types and masks of a layer."""

    _dtype_policy: Any
    _input_spec: Any
    _path: str | None
    _supports_masking: bool

    @property
    def path(self) -> str | None:
        """The names of the layers around this one and its own, with "/" between; None before it is built."""
        return self._path

    @property
    def dtype_policy(self) -> Any:
        return self._dtype_policy

    @dtype_policy.setter
    def dtype_policy(self, value: Any) -> None:
        policy = dtype_policies.get(value)
        if isinstance(self._dtype_policy, dtype_policies.DTypePolicyMap) and self.path:
            if self.path in self._dtype_policy:
                del self._dtype_policy[self.path]
            self._dtype_policy[self.path] = policy
        else:
            self._dtype_policy = policy

    def _policy(self) -> Any:
        policy = self._dtype_policy
        if isinstance(policy, dtype_policies.DTypePolicyMap) and self.path:
            return policy[self.path]
        return policy

    @property
    def dtype(self) -> str:
        """The dtype of the weights."""
        return self.variable_dtype

    @property
    def variable_dtype(self) -> str:
        return self._policy().variable_dtype

    @property
    def compute_dtype(self) -> str:
        """The dtype of the computation, to which inputs are converted."""
        return self._policy().compute_dtype

    input_dtype = compute_dtype

    @property
    def quantization_mode(self) -> None:
        return None

    @property
    def input_spec(self) -> Any:
        """The `InputSpec` of each input, or None."""
        return self._input_spec

    @input_spec.setter
    def input_spec(self, value: Any) -> None:
        self._input_spec = value

    @property
    def supports_masking(self) -> bool:
        """Whether a mask of the input passes on to the output."""
        return self._supports_masking

    @supports_masking.setter
    def supports_masking(self, value: bool) -> None:
        self._supports_masking = value

    @default
    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """The mask of the output, from that of the input."""
        return previous_mask

    def _set_mask_metadata(self, inputs: Any, outputs: Any, previous_mask: Any) -> None:
        flat = tree.flatten(outputs)
        if all(backend.get_keras_mask(x) is not None for x in flat):
            return  # `call` has set them
        masks = self.compute_mask(inputs, previous_mask)
        if masks is not None:
            for x, mask in zip(flat, tree.flatten(masks)):
                if backend.get_keras_mask(x) is None and mask is not None:
                    backend.set_keras_mask(x, mask)

    def _assert_input_compatibility(self, first_input: Any) -> None:
        if self.input_spec:
            input_spec.assert_input_compatibility(self.input_spec, first_input, layer_name=self.name)
