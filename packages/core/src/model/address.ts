// Which addresses are on the public internet.
import { BlockList, isIP } from "node:net";

// IANA special-purpose address registries: what is not the public internet.
const special = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  special.addSubnet(net, prefix, "ipv4");
}
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
const special6 = new BlockList();
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  special6.addSubnet(net, prefix, "ipv6");
}

/** True for an address on the public internet. */
export function isPublic(address: string): boolean {
  // An address with a zone (`fe80::1%eth0`) is one of a link of ours.
  if (address.includes("%")) return false;
  const family = isIP(address);
  if (family === 4) return !special.check(address, "ipv4");
  if (family !== 6) return false;
  // IPv4-mapped addresses and everything else outside 2000::/3 fall out here.
  return global6.check(address, "ipv6") && !special6.check(address, "ipv6");
}
