/** What hands do that is no single key: for the sheet of shortcuts and docs/editor.md. */
export const GESTURES: readonly { how: string; what: string }[] = [
  { how: "Double-click the canvas", what: "Search for a node to add there" },
  { how: "Drop a wire on the canvas", what: "Search for what fits it, and connect" },
  { how: "Drop a wire on a node", what: "Connect with its first input or output that fits" },
  { how: "Drop a node on a wire", what: "Put it into the wire" },
  { how: "Double-click a wire", what: "Add a point that it is led through" },
  { how: "Shift and drag on the canvas", what: "Select what lies in the box" },
  { how: "Ctrl and click (on a Mac ⌘)", what: "Select one more" },
  {
    how: "Enter on a node",
    what: "Take it: arrow keys move it, with Shift farther; Escape lets go",
  },
  { how: "Arrow keys, several nodes selected", what: "Move them" },
  { how: "Enter on an output, then on an input", what: "Connect them" },
  {
    how: "Rest on a wire or a handle, or reach a wire by Tab",
    what: "See what flowed there in the last run",
  },
  {
    how: "Drag the corner of a view, or arrow keys on it",
    what: "Make it larger; a double click gives it its own size again",
  },
  { how: "Right-click, or the menu key", what: "What can be done with what is there" },
  { how: "One finger, two fingers", what: "Move the view; zoom it" },
  { how: "A long press", what: "The same menu, on a touch screen" },
  { how: "A double tap on the canvas", what: "Search for a node to add there" },
  { how: "Tap a handle, then another", what: "Connect them" },
  {
    how: "In the outline: arrow keys on a title",
    what: "Go from line to line; left and right fold; with Shift select more",
  },
  { how: "Drop files on the canvas", what: "Open a workflow; make a Variable of all others" },
];
