// What the build puts into the page.
interface ImportMetaEnv {
  /** The WebSocket API's own address, where pages go there directly; empty: sockets are on the page's origin. */
  readonly SOCKET_URL: string;
}
