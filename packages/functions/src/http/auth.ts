// Accounts, guests and sign-ins.
import * as SignIn from "@ai-learning/core/user/sign-in";
import * as Users from "@ai-learning/core/user/user";
import { serve } from "./app.ts";
import { clearedCookies, cookiesOf } from "./caller.ts";

const reply = (signIn: SignIn.SignIn, secure: boolean) => ({
  body: {
    access_token: signIn.accessToken,
    token_type: "bearer" as const,
    expires_in: signIn.expiresIn,
    user: Users.show(signIn.user),
  },
  cookies: cookiesOf(signIn, secure),
});

export const handler = serve("auth", {
  register: async ({ body, user, locale, secure }) => {
    const guest = user?.is_guest ? user.id : null;
    return reply(await SignIn.start(await Users.register(body, locale, guest)), secure);
  },
  login: async ({ body, secure }) => reply(await SignIn.start(await Users.login(body)), secure),
  guestLogin: async ({ user, locale, secure }) => {
    const guest = user?.is_guest ? user : await Users.makeGuest(locale);
    return reply(await SignIn.start(guest), secure);
  },
  refresh: async ({ credentials, secure }) =>
    reply(await SignIn.renew(credentials.refresh ?? undefined), secure),
  logout: async ({ credentials, secure }) => {
    await SignIn.end(credentials.refresh ?? undefined);
    return { body: { success: true, message: "Signed out" }, cookies: clearedCookies(secure) };
  },
  me: async ({ user }) => ({ body: Users.show(user) }),
});
