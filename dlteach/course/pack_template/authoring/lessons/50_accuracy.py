# %% [markdown]
# # Lesson 50: accuracy
#
# A filter is right about 99 of 100 mails. Is it a good filter? Write down your guess.

# %%
import numpy as np

# %% [markdown]
# ## Right or wrong
#
# Accuracy is the share of decisions that are right. By hand: labels 1, 0, 1 and predictions 1, 1, 1 agree
# twice in three, 2/3 = 0.667.

# %%
y_true = np.array([1, 0, 1])
y_pred = np.array([1, 1, 1])
print(f"{np.mean(y_true == y_pred):.3f}")

# %% [markdown]
# Now the filter: 1 mail in 100 is spam, and it lets every mail pass. What does it find?

# %%
is_spam = np.arange(100) == 0
says_spam = np.zeros(100, dtype=bool)
print("accuracy:", np.mean(is_spam == says_spam), " spam found:", np.sum(is_spam & says_spam))

# %% [markdown]
# ## You can now
#
# - compute accuracy by hand and in code;
# - say when it tells little: where one class is rare.
