import { useRef, useState } from "preact/hooks";
import imageIcon from "lucide/dist/esm/icons/image-up.mjs";
import x from "lucide/dist/esm/icons/x.mjs";
import { imageBytes, readImage } from "../../client/read_image.ts";
import { isImage } from "../../client/values.ts";
import { IconButton } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { controlAttributes } from "./common.ts";
import type { ControlProps } from "./types.ts";

/** An image, chosen or dropped, with a preview. The value is its data URL. */
export function ImageField(props: ControlProps) {
  const { value, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    const result = await readImage(file);
    setProblem(result.ok ? undefined : result.message);
    if (result.ok) onChange(result.url);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    take(event.dataTransfer?.files[0]);
  };
  const url = typeof value === "string" && value !== "" ? value : undefined;
  return (
    <div
      class="control-image nodrag"
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      {/* An address in a file would tell its server who opens that file. */}
      {url && isImage(url) && (
        <img class="control-preview" src={url} alt="Preview" draggable={false} />
      )}
      <label class="button button-plain control-file">
        <Icon of={imageIcon} size={14} />
        <span>{url ? `Replace (${kilobytes(url)})` : "Choose an image…"}</span>
        <input
          {...controlAttributes(props)}
          ref={input}
          class="visually-hidden"
          type="file"
          accept="image/*"
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            // The same file may be chosen again after it was taken away.
            event.currentTarget.value = "";
          }}
        />
      </label>
      {url && <IconButton label="Remove the image" icon={x} onClick={() => onChange(undefined)} />}
      {problem && <p class="field-problem" role="alert">{problem}</p>}
    </div>
  );
}

function kilobytes(url: string): string {
  return `${Math.max(1, Math.round(imageBytes(url) / 1024)).toLocaleString("en")} KB`;
}
