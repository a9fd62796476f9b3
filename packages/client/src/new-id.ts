// A random UUID (version 4), also on a plain http address of the local network, where `randomUUID` is missing.

export function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(36));
  let at = 0;
  return "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, (digit) => {
    const value = (random[at++] ?? 0) % 16;
    return (digit === "x" ? value : (value % 4) + 8).toString(16);
  });
}
