// The form of a quiz. Each question is a fieldset, its verdict a live region that screen readers speak.
const element = (tag, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
};

let forms = 0;

function choice(question, name) {
  const inputs = question.options.map((text, k) => {
    const input = element("input", { type: "radio", name, id: `${name}-${k}`, value: String(k) });
    return { input, row: element("div", {}, input, element("label", { htmlFor: input.id, innerHTML: text })) };
  });
  return {
    rows: inputs.map(({ row }) => row),
    reply: () => {
      const chosen = inputs.findIndex(({ input }) => input.checked);
      return chosen < 0 ? null : chosen;
    },
  };
}

function number(name) {
  const input = element("input", { type: "text", inputMode: "decimal", id: `${name}-number`, size: 12 });
  const label = element("label", { htmlFor: input.id, textContent: "Your number: " });
  return { rows: [element("div", {}, label, input)], reply: () => input.value.trim() || null };
}

function render({ model, el }) {
  const root = element("div", { className: "dlteach-quiz" });
  root.append(element("p", { className: "dlteach-quiz-title", textContent: model.get("title") }));
  const form = ++forms;
  const verdicts = model.get("questions").map((question, k) => {
    const name = `dlteach-quiz-${form}-${k}`;
    const field = question.options.length ? choice(question, name) : number(name);
    const button = element("button", { type: "submit", textContent: "Check" });
    button.setAttribute("aria-label", `Check the reply to question ${k + 1}`);
    const verdict = element("p", { className: "dlteach-quiz-verdict" });
    verdict.setAttribute("role", "status");
    const legend = element("legend", { innerHTML: `${k + 1}. ${question.asks}` });
    const asked = element("form", {}, element("fieldset", {}, legend, ...field.rows, button, verdict));
    asked.addEventListener("submit", (event) => {
      event.preventDefault();
      const reply = field.reply();
      if (reply === null) verdict.textContent = "Choose or type a reply first.";
      else model.send({ question: k, reply });
    });
    // JupyterLab's own shortcuts must not take the keys that are meant for the form.
    asked.addEventListener("keydown", (event) => event.stopPropagation());
    root.append(asked);
    return verdict;
  });
  const tell = () =>
    Object.entries(model.get("verdicts")).forEach(([k, { right, says }]) => {
      verdicts[k].innerHTML = says;
      verdicts[k].dataset.right = String(right);
    });
  model.on("change:verdicts", tell);
  tell();
  el.append(root);
  return () => model.off("change:verdicts", tell);
}

export default { render };
