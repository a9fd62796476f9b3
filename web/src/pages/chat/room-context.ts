// The chat on screen, for every component inside it.
import { createContext, useContext } from "solid-js";
import type { Room } from "./room.ts";

const RoomContext = createContext<Room>();

export const RoomProvider = RoomContext.Provider;

/** The chat this component belongs to. Throws outside of one. */
export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (room === undefined) throw new Error("useRoom is called outside of a chat");
  return room;
}
