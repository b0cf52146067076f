"""Three questions on lesson 12: what validation data is for, what leaks, and how many steps there are."""

from dlteach.autograder import Option, Question

LESSON = "12_data_pipelines"
ROWS, TEST_FRACTION, BATCH_SIZE, EPOCHS = 1250, 0.2, 64, 3
TRAIN = ROWS - round(TEST_FRACTION * ROWS)
STEPS = -(-TRAIN // BATCH_SIZE)

QUESTIONS = (
    Question(
        "best-of-twenty",
        LESSON,
        "Data that the model has never seen",
        "We train 20 models, choose the one that is best on the validation data, and read its score there: "
        "91 %. We keep it and test it once on data that played no part so far. What do we expect?",
        (
            Option(
                "somewhat more than 91 %",
                "Nothing makes the test easier than the validation. Among 20 models the best score is partly "
                "luck, and luck does not come again.",
            ),
            Option(
                "somewhat less than 91 %",
                "The winner of 20 is partly good and partly lucky on these examples. On new ones the luck is "
                "gone, so the score tends to fall.",
                right=True,
            ),
            Option(
                "91 %, since it was not trained on validation data",
                "Its weights have not seen them, but our choice has. That is why a third part is kept for "
                "one last test.",
            ),
            Option(
                "about what the worst of the 20 has",
                "The choice picks luck, but it also picks quality: the winner should still be among the "
                "better ones.",
            ),
        ),
    ),
    Question(
        "which-one-leaks",
        LESSON,
        "Data that the model has never seen",
        "Four programs standardise their data. In which does the test data leak into the training?",
        (
            Option(
                "It measures mean and deviation on the training rows, and scales both parts by them.",
                "That is the right way: what is measured comes from the training rows alone.",
            ),
            Option(
                "It measures on the training rows, and scales validation rows by the same numbers.",
                "Validation rows are new data too, and are treated like it. Nothing of them reaches the "
                "training.",
            ),
            Option(
                "It measures mean and deviation on all rows, scales all, and then splits.",
                "The means hold something of the test rows, and the model is trained on rows that were moved "
                "by them. Split first, then measure.",
                right=True,
            ),
            Option(
                "It does not scale the data at all.",
                "Then training may be slow, but nothing of the test rows gets into it.",
            ),
        ),
    ),
    Question(
        "steps-of-a-pipeline",
        LESSON,
        "Shuffle in pairs",
        f"Of {ROWS} rows, {TEST_FRACTION:.0%} are set aside for testing. The others are trained on in "
        f"batches of {BATCH_SIZE}, the short last one included, for {EPOCHS} epochs. How many batches does "
        "the model get in all?",
        (
            Option(
                float(STEPS * EPOCHS),
                f"{TRAIN} rows make {TRAIN // BATCH_SIZE} full batches and a short one in each epoch, and an "
                "epoch is repeated as it is.",
                right=True,
            ),
            Option(
                float(TRAIN // BATCH_SIZE * EPOCHS),
                f"The short batch is missing in every epoch: {BATCH_SIZE} does not divide {TRAIN}.",
            ),
            Option(float(STEPS), "That is one epoch. Each further epoch brings as many again."),
            Option(
                float(-(-ROWS // BATCH_SIZE) * EPOCHS),
                "That counts all rows. The test rows are not trained on.",
            ),
        ),
        otherwise=f"Count the training rows, divide by {BATCH_SIZE} and round up; then take all epochs.",
    ),
)
