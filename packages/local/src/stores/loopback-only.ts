// Keeps every server of this process on loopback: fauxqs always listens on all addresses, and has no setting.
import { Server, type ListenOptions } from "node:net";

/** From now on, listening on "all addresses" means 127.0.0.1. */
export function listenOnLoopbackOnly(): void {
  const everywhere = new Set([undefined, "", "0.0.0.0", "::"]);
  const listen: CallableFunction = Reflect.get(Server.prototype, "listen");
  const loopback = function (this: Server, ...args: unknown[]): unknown {
    const [first, ...rest] = args;
    const options: ListenOptions =
      typeof first === "object" && first !== null ? { ...first } : { port: Number(first) };
    if (options.path === undefined && everywhere.has(options.host)) options.host = "127.0.0.1";
    return Reflect.apply(listen, this, [
      options,
      rest.findLast((one) => typeof one === "function"),
    ]);
  };
  Object.assign(Server.prototype, { listen: loopback });
}
