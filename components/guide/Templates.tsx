import { useLazy } from "../ui/use_lazy.ts";

const loadGallery = () => import("./Gallery.tsx");

/** The gallery of templates, which is loaded when it is first opened. */
export function Templates() {
  const gallery = useLazy(loadGallery);
  return gallery ? <gallery.Gallery /> : null;
}
