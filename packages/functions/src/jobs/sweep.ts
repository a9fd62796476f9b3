// Every minute: turns whose wake-up or worker was lost are woken, guests long gone are deleted.
import * as log from "@ai-learning/core/log";
import { wakeLost } from "@ai-learning/core/turn/turn";
import * as Users from "@ai-learning/core/user/user";

const guestDays = 7;
const mostGuests = 500;

export async function handler(): Promise<{ woken: number; deleted_guests: number }> {
  const woken = await wakeLost();
  const deleted = await Users.deleteStaleGuests(guestDays, mostGuests);
  if (deleted > 0) log.info("guests_deleted", { count: deleted });
  return { woken, deleted_guests: deleted };
}
