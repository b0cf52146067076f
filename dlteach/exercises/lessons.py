"""The reading order of the course: one table that the map, the links, `status` and `next` are made from."""

from dlteach.autograder import Lesson

LESSONS = (
    Lesson("00_start_here", "Start here", "arrays, shapes, one layer", (), 60, 1),
    Lesson("01_cost_functions", "Cost functions", "what a good answer is", ("00",), 90, 1),
    Lesson("02_gradient_descent", "Gradient descent", "downhill, step by step", ("01",), 90, 1),
    Lesson("03_cross_entropy", "Cross-entropy", "the cost of a wrong probability", ("01",), 100, 2),
    Lesson(
        "04_computation_graphs",
        "Computation graphs",
        "all gradients in one pass backwards",
        ("02",),
        120,
        3,
    ),
    Lesson("05_backpropagation", "Backpropagation", "the chain rule through layers", ("04",), 120, 3),
    Lesson("06_activations", "Activations", "what bends a network", ("05",), 100, 2),
    Lesson("07_softmax", "Softmax", "probabilities for many classes", ("03", "06"), 110, 2),
    Lesson("08_optimizers", "Optimizers", "better steps down the same slope", ("02", "05"), 100, 2),
    Lesson("09_keras_models", "Keras-style models", "from layers to fit and predict", ("07", "08"), 110, 2),
    Lesson("10_generalisation", "Models that generalise", "good on data never seen", ("09",), 150, 3),
    Lesson("11_images", "Images", "convolution and augmentation", ("09",), 120, 3),
    Lesson("12_data_pipelines", "Data pipelines", "from raw data to batches", ("09",), 75, 1),
    Lesson("13_graphs_and_sessions", "Graphs and sessions", "define first, run later", ("04", "09"), 75, 2),
    Lesson(
        "14_handwritten_digits", "Handwritten digits", "all your own functions at work", ("08", "10"), 90, 3
    ),
    Lesson("15_check_the_notes", "Check the notes", "claims that code refutes", ("08",), 75, 2),
    Lesson(
        "16_frameworks_and_hardware",
        "Frameworks and hardware",
        "the same model elsewhere, and faster",
        ("10", "12", "13"),
        75,
        2,
    ),
)
