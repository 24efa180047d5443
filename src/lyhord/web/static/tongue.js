// Marks what the script says in another language than the page. Comes only with pages that lack some of their words.
(() => {
  const { words, tongue } = JSON.parse(document.querySelector("#flow").textContent);
  const literal = (text) => text.replace(/[.*+?^$()[\]\\|]/g, "\\$&");
  // a word may stand after an arrow, and holds values where it has names in braces
  const pattern = (text) => text.split(/{\w+}/g).map(literal).join(".*");
  const said = Object.values(words).map((text) => new RegExp("^(\\S )?" + pattern(text) + "$"));
  const mark = (node) => {
    const text = node.textContent.trim();
    if (text && said.some((each) => each.test(text))) node.parentElement.lang = tongue;
  };
  const walk = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    if (root.nodeType === Node.TEXT_NODE) mark(root);
    while (texts.nextNode()) mark(texts.currentNode);
  };
  const seen = (changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.parentElement) walk(node);
  };
  new MutationObserver(seen).observe(document.documentElement, { childList: true, subtree: true });
})();
