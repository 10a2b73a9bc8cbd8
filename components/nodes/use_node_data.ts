import type { EditorData } from "../../client/flow.ts";
import { useEditor } from "../editor/context.ts";

/** What a node component gets from React Flow and uses. */
interface OwnProps<Data> {
  id: string;
  data: Data;
}

/**
 * The node's data as it is now. A node that was just removed keeps the last it had, until it has left the page too.
 */
export function useNodeData<Data extends EditorData>({ id, data }: OwnProps<Data>): Data {
  const { graph } = useEditor();
  return (graph.data(id).value ?? data) as Data;
}

/** For `memo`: what else React Flow says of a node (place, size, selection) does not change what is in it. */
export function sameNode(a: { id: string }, b: { id: string }): boolean {
  return a.id === b.id;
}
