// Keeps every server of this process on loopback: fauxqs always listens on all addresses, and has no setting.
import { Server, type ListenOptions } from "node:net";

/** From now on, listening on "all addresses" means 127.0.0.1. */
export function listenOnLoopbackOnly(): void {
  const everywhere = new Set([undefined, "", "0.0.0.0", "::"]);
  const listen: (this: Server, ...args: unknown[]) => Server = Reflect.get(
    Server.prototype,
    "listen",
  );
  const loopback = function (this: Server, ...args: unknown[]): Server {
    const [first, ...rest] = args;
    const options: ListenOptions =
      typeof first === "object" && first !== null ? { ...first } : { port: Number(first) };
    if (options.path === undefined && everywhere.has(options.host)) options.host = "127.0.0.1";
    const callback = rest.findLast((argument) => typeof argument === "function");
    return listen.call(this, options, callback && (() => void Reflect.apply(callback, this, [])));
  };
  Object.assign(Server.prototype, { listen: loopback });
}
