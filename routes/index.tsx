import WorkflowEditor from "../islands/WorkflowEditor.tsx";
import { define } from "../utils.ts";

export default define.page(function Index() {
  return <WorkflowEditor />;
});
