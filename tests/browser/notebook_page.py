"""What a test does with a notebook in JupyterLab: open it, run a cell, type, read."""

OPEN = """async () => {
  const nb = window.jupyterapp.shell.currentWidget;
  await nb.context.ready; await nb.context.sessionContext.ready;
  await nb.context.sessionContext.session.kernel.info;
}"""
CELL_WITH = """text => [...window.jupyterapp.shell.currentWidget.content.widgets]
  .findIndex(c => c.model.type === 'code' && c.model.sharedModel.getSource().includes(text))"""
RUN = """async index => {
  const app = window.jupyterapp, nb = app.shell.currentWidget;
  nb.content.activeCellIndex = index; nb.content.deselectAll();
  await app.commands.execute('notebook:run-cell');
  return nb.content.widgets[index].model.toJSON().outputs;
}"""


def open_notebook(page, lab, name):
    base, token = lab
    page.goto(f"{base}/lab/tree/{name}?reset&token={token}")
    page.locator(".jp-NotebookPanel .jp-Notebook").wait_for(timeout=60_000)
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.session?.kernel",
        timeout=60_000,
    )
    page.evaluate(OPEN)


def run_all(page):
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")


def type_into(page, index, text):
    """Replace a cell's text by typing, as a learner does."""
    page.evaluate(
        "index => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = index; }", index
    )
    editor = page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def shown(page, index):
    return (
        page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".jp-OutputArea-output").all_text_contents()
    )
