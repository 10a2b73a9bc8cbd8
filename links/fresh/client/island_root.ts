/**
 * Something Preact can hydrate into that is only a part of an element: the nodes between two
 * comments. It answers the questions Preact asks of a parent element, and no others.
 *
 * @param start the comment before the island's first node
 * @param end text of the comment after its last node
 */
export function islandRoot(start: Comment, end: string): Element {
  const parent = start.parentNode;
  if (!(parent instanceof Element)) throw new Error("An island must be inside an element.");
  const nodes = nodesUntil(start, end);
  const last = nodes.at(-1) ?? start;
  const endNode = last.nextSibling;
  const root = {
    nodeType: Node.ELEMENT_NODE,
    namespaceURI: parent.namespaceURI,
    localName: parent.localName,
    ownerDocument: parent.ownerDocument,
    parentNode: parent,
    get childNodes() {
      return nodesUntil(start, end);
    },
    get firstChild() {
      return nodesUntil(start, end)[0] ?? null;
    },
    insertBefore: (node: Node, before: Node | null) => parent.insertBefore(node, before ?? endNode),
    appendChild: (node: Node) => parent.insertBefore(node, endNode),
    removeChild: (node: Node) => parent.removeChild(node),
    contains: (node: Node | null) => parent.contains(node),
  };
  // Preact's types ask for a whole Element; what it uses of one is above.
  return root as unknown as Element;
}

function nodesUntil(start: Comment, end: string): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (let node = start.nextSibling; node !== null; node = node.nextSibling) {
    if (node instanceof Comment && node.data === end) return nodes;
    nodes.push(node);
  }
  throw new Error(`The page has no comment "${end}" to end an island.`);
}
