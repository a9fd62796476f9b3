// Accounts, guests and sign-ins.
import * as Tickets from "@ai-learning/core/connection/ticket";
import * as Budget from "@ai-learning/core/usage/budget";
import * as Account from "@ai-learning/core/user/account";
import * as Export from "@ai-learning/core/user/export";
import * as SignIn from "@ai-learning/core/auth/sign-in";
import * as Users from "@ai-learning/core/user/user";
import { serve } from "./app.ts";
import { clearedCookies, signInCookies } from "./caller.ts";

const reply = (signIn: SignIn.SignIn, secure: boolean) => ({
  body: {
    access_token: signIn.accessToken,
    token_type: "bearer" as const,
    expires_in: signIn.expiresIn,
    user: Users.show(signIn.user),
  },
  cookies: signInCookies(signIn, secure),
});

const over = (message: string, secure: boolean) => ({
  body: { success: true as const, message },
  cookies: clearedCookies(secure),
});

export const handler = serve("auth", {
  register: async ({ body, user, locale, address, secure }) => {
    const guestId = user?.is_guest ? user.id : null;
    const account = await Users.register(body, locale, { guestId, address });
    return reply(await SignIn.start(account), secure);
  },
  login: async ({ body, user, address, secure }) => {
    const account = await Account.login(body, address);
    if (user?.is_guest) await Account.absorb(user.id, account);
    return reply(await SignIn.start(account), secure);
  },
  guestLogin: async ({ user, locale, address, secure }) => {
    const guest = user?.is_guest ? user : await Users.makeGuest(locale, address);
    return reply(await SignIn.start(guest), secure);
  },
  refresh: async ({ credentials, secure }) =>
    reply(await SignIn.renew(credentials.refresh ?? undefined), secure),
  logout: async ({ credentials, claims, secure }) => {
    await SignIn.end({ refreshToken: credentials.refresh, claims });
    return over("Signed out", secure);
  },
  logoutEverywhere: async ({ user, secure }) => {
    await SignIn.endEverywhere(user.id);
    return over("Signed out everywhere", secure);
  },
  ticket: async ({ claims }) => ({
    body: { ticket: await Tickets.make(claims), expires_in: Tickets.ticketSeconds },
  }),
  me: async ({ user }) => ({ body: Users.show(user) }),
  updateMe: async ({ user, body }) => ({ body: Users.show(await Users.update(user, body)) }),
  deleteMe: async ({ user, body, address, secure }) => {
    await Account.remove(user, body.password ?? null, address);
    return over("Deleted with everything stored", secure);
  },
  changePassword: async ({ user, claims, body, address, secure }) => {
    const from = { address, family: claims.family };
    return reply(await SignIn.start(await Account.changePassword(user, body, from)), secure);
  },
  usage: async ({ user }) => ({ body: await Budget.today(user) }),
  exportMe: async ({ user, query }) => ({
    body: await Export.part(user.id, query.after ?? null),
    headers: { "Content-Disposition": 'attachment; filename="ai-learning.json"' },
  }),
});
