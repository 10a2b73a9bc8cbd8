import { errorMessage } from "../engine/core/errors.ts";
import { parseWorkflow } from "../engine/core/parse_workflow.ts";

/** What `GET /workflows` says of one example. */
export interface WorkflowListing {
  /** The file's name without `.json`. */
  name: string;
  /** The name in the file, else that of the file. */
  title: string;
  /** What it shows, or why it cannot be read. */
  description: string;
  /** Counts. */
  nodes: number;
  edges: number;
}

/** A folder of workflow files. It is read anew each time, so that a saved example is there at once. */
export class WorkflowLibrary {
  /** @param folder absolute; may be missing */
  constructor(readonly folder: string) {}

  /** All workflows, in the order of their file names. */
  async list(): Promise<WorkflowListing[]> {
    const files = await this.#files();
    return await Promise.all(files.map((file) => this.#listing(file)));
  }

  /** The text of a file of the folder, by its name with `.json`; undefined where there is none. */
  async read(file: string): Promise<string | undefined> {
    if (!(await this.#files()).includes(file)) return undefined;
    return await Deno.readTextFile(`${this.folder}/${file}`);
  }

  async #listing(file: string): Promise<WorkflowListing> {
    const name = file.slice(0, -".json".length);
    try {
      const { workflow } = parseWorkflow(
        JSON.parse(await Deno.readTextFile(`${this.folder}/${file}`)),
      );
      return {
        name,
        title: workflow.name ?? name,
        description: workflow.description ?? "",
        nodes: workflow.nodes.length,
        edges: workflow.edges.length,
      };
    } catch (error) {
      const description = `Cannot be read: ${errorMessage(error)}`;
      return { name, title: name, description, nodes: 0, edges: 0 };
    }
  }

  async #files(): Promise<string[]> {
    const files: string[] = [];
    try {
      for await (const { name, isDirectory } of Deno.readDir(this.folder)) {
        if (!isDirectory && name.endsWith(".json") && !name.startsWith(".")) files.push(name);
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    return files.sort();
  }
}
