/**
 * Reloads the page when the development server has restarted.
 *
 * @module
 */
let revision: string | null = null;
// The browser reconnects by itself; each start of the server sends another revision.
new EventSource("/_frsh/alive").onmessage = ({ data }: MessageEvent<string>) => {
  if (revision !== null && revision !== data) location.reload();
  revision = data;
};
