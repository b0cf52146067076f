# %% [markdown]
# # Exercises 50: accuracy

# %%
import numpy as np

from dlteach import check

# %% [markdown]
# ## 1. Accuracy
#
# Write `accuracy(y_true, y_pred)`: the share of entries in which the two agree.
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n,)` | integer labels |
# | `y_pred` | `(n,)` | predicted labels |
#
# Return one number between 0 and 1.


# %%
def accuracy(y_true, y_pred):
    """Return the share of right decisions."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.mean(y_true == y_pred)
    ### END SOLUTION


# %%
check(accuracy)

# %% [markdown] tags=["solution"]
# `==` gives one True or False for each entry, and their mean counts True as 1.
