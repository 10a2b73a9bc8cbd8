import { readLook } from "../client/models/look.ts";
import WorkflowEditor from "../islands/WorkflowEditor.tsx";
import { define } from "../utils.ts";

export default define.page(function Index({ req }) {
  return <WorkflowEditor look={readLook(req.headers.get("Cookie"))} />;
});
