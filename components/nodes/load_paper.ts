/** What is in notes and groups; see {@link PaperNode}. */
export const loadPaper = () => import("./paper.tsx");
