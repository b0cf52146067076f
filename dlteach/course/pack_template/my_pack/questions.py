"""The questions on the lesson. Each option says why it is right or wrong."""

from dlteach.autograder import Option, Question

QUESTIONS = (
    Question(
        id="rare-class",
        lesson="50_accuracy",
        section="Right or wrong",
        asks="One mail in a hundred is spam. A filter lets every mail pass. What is its accuracy?",
        options=(
            Option(0.99, "It is right about 99 mails of 100, and useless: it finds no spam.", right=True),
            Option(0.01, "That is its error rate, the share of wrong decisions."),
            Option(0.0, "It finds no spam, but it is right about every other mail."),
        ),
        otherwise="Count in how many of 100 mails its decision is right, and divide by 100.",
    ),
)
