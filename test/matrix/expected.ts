// What every route and every frame answers to every caller: the one table. A cell is `ok` (200), the frame that comes
// back, or the code of the refusal; two cells in one, where a row names things in two ways; `-` where a row names nothing
// a caller could name. A row of the contract that is missing here fails the test.
//
//   nobody    no sign-in at all                  guest     the owner, a guest
//   expired   the owner's token, run out         account   another owner, registered
//   deleted   the token of a user who is gone    stranger  a guest who names the first owner's things
//   tampered  the stranger, who says with `user_id` (body, query, header) to be the owner
//   within    the stranger, in a session and track of their own, names the owner's chat or track
//   beside    the owner, in one session, names the chat or track of another session of their own; a message is theirs
//             wherever it is

export const callers = [
  "nobody",
  "expired",
  "deleted",
  "guest",
  "account",
  "stranger",
  "tampered",
  "within",
  "beside",
] as const;
export type Caller = (typeof callers)[number];

export const routeTable = `
                   nobody           expired              deleted              guest                account              stranger             tampered             within               beside
describeService    ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -
health             ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -
ready              ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -
openapi            ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -
asyncapi           ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -
docs               ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -

register           ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -
login              invalid_credentials invalid_credentials invalid_credentials invalid_credentials invalid_credentials  invalid_credentials  invalid_credentials  -                    -
guestLogin         ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -
refresh            not_signed_in    not_signed_in        not_signed_in        ok                   ok                   not_signed_in        not_signed_in        -                    -
logout             ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -
logoutEverywhere   not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
ticket             not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
me                 not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
updateMe           not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
deleteMe           not_signed_in    token_expired        invalid_token        ok                   invalid_credentials  ok                   ok                   -                    -
changePassword     not_signed_in    token_expired        invalid_token        invalid_credentials  invalid_credentials  invalid_credentials  invalid_credentials  -                    -
usage              not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
exportMe           not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -

listTracks         not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
createTrack        not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
getTrack           not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      track_not_found      -                    -
updateTrack        not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      track_not_found      -                    -
listRevisions      not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      track_not_found      -                    -
undoRevision       not_signed_in    token_expired        invalid_token        nothing_to_undo      nothing_to_undo      track_not_found      track_not_found      -                    -
restoreModule      not_signed_in    token_expired        invalid_token        module_not_found     module_not_found     track_not_found      track_not_found      -                    -
deleteTrack        not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      track_not_found      -                    -
trackMarkdown      not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      track_not_found      -                    -

calendar           not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
saveCalendar       not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
downloadCalendar   not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
makeCalendarFeed   not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
revokeCalendarFeed not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
calendarFeed       feed_not_found   feed_not_found       feed_not_found       feed_not_found       feed_not_found       feed_not_found       feed_not_found       -                    -

analyticsUsage     not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
analyticsUsageCsv  not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
analyticsResponseTimes not_signed_in  token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
analyticsResponseTimesCsv not_signed_in  token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
analyticsPlanning  not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
analyticsPlanningCsv not_signed_in  token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
analyticsFunnel    not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
analyticsFunnelCsv not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -

today              not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
getModule          not_signed_in    token_expired        invalid_token        ok                   ok                   module_not_found     module_not_found     -                    -
startModule        not_signed_in    token_expired        invalid_token        ok                   ok                   module_not_found     module_not_found     -                    -
outlineModule      not_signed_in    token_expired        invalid_token        ok                   ok                   module_not_found     module_not_found     -                    -
changeModule       not_signed_in    token_expired        invalid_token        ok                   ok                   module_not_found     module_not_found     -                    -
getLesson          not_signed_in    token_expired        invalid_token        ok                   ok                   lesson_not_found     lesson_not_found     -                    -
writeLesson        not_signed_in    token_expired        invalid_token        ok                   ok                   lesson_not_found     lesson_not_found     -                    -
changeLesson       not_signed_in    token_expired        invalid_token        ok                   ok                   lesson_not_found     lesson_not_found     -                    -
changeAssignment   not_signed_in    token_expired        invalid_token        ok                   ok                   assignment_not_found assignment_not_found -                    -
moduleStart        not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      user_mismatch        module_not_found     module_not_found
moduleChat         not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      user_mismatch        module_not_found     module_not_found
moduleChatHistory  not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      user_mismatch        module_not_found     module_not_found
moduleComplete     not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      user_mismatch        module_not_found     module_not_found
generateLesson     not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -

createSession      not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      track_not_found      -                    -
listSessions       not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
createChat         not_signed_in    token_expired        invalid_token        ok                   ok                   session_not_found    session_not_found    -                    -
listSessionChats   not_signed_in    token_expired        invalid_token        ok                   ok                   session_not_found    session_not_found    -                    -
listMessages       not_signed_in    token_expired        invalid_token        ok                   ok                   chat_not_found       chat_not_found       -                    -
savePlan           not_signed_in    token_expired        invalid_token        ok                   ok                   chat_not_found       chat_not_found       -                    -
chatMarkdown       not_signed_in    token_expired        invalid_token        ok                   ok                   chat_not_found       chat_not_found       -                    -
updateChat         not_signed_in    token_expired        invalid_token        ok                   ok                   chat_not_found       chat_not_found       -                    -
setSessionStatus   not_signed_in    token_expired        invalid_token        ok                   ok                   session_not_found    session_not_found    -                    -
setChatStatus      not_signed_in    token_expired        invalid_token        ok                   ok                   chat_not_found       chat_not_found       -                    -
listUserChats      not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
switchChat         not_signed_in    token_expired        invalid_token        ok                   ok                   session_not_found    session_not_found    chat_not_found       chat_not_found
getHistory         not_signed_in    token_expired        invalid_token        ok                   ok                   session_not_found    session_not_found    chat_not_found       chat_not_found
getActiveChat      not_signed_in    token_expired        invalid_token        ok                   ok                   session_not_found    session_not_found    -                    -
restoreChat        not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -

welcome            track_not_found  token_expired        invalid_token        ok                   ok                   track_not_found      user_mismatch        track_not_found      session_mismatch
chatResponse       chat_not_found   token_expired        invalid_token        ok                   ok                   chat_not_found,track_not_found user_mismatch chat_not_found     session_mismatch
stop               not_signed_in    token_expired        invalid_token        ok                   ok                   message_not_found    message_not_found    -                    -
regenerate         not_signed_in    token_expired        invalid_token        ok                   ok                   message_not_found    message_not_found    -                    -
continue           not_signed_in    token_expired        invalid_token        ok                   ok                   message_not_found    message_not_found    -                    -
edit               not_signed_in    token_expired        invalid_token        ok                   ok                   message_not_found    message_not_found    -                    -
finalize           not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      user_mismatch        track_not_found      session_mismatch
generatePlan       not_signed_in    token_expired        invalid_token        ok                   ok                   track_not_found      track_not_found      chat_not_found       ok
getJob             not_signed_in    token_expired        invalid_token        ok                   ok                   job_not_found        job_not_found        -                    -
defaultConfig      ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -
userConfig         not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
setUserConfig      not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
deleteUserConfig   not_signed_in    token_expired        invalid_token        ok                   ok                   ok                   ok                   -                    -
chatConfig         not_signed_in    token_expired        invalid_token        ok                   ok                   chat_not_found       chat_not_found       -                    -
setChatConfig      not_signed_in    token_expired        invalid_token        ok                   ok                   chat_not_found       chat_not_found       -                    -
testConnection     ok               ok                   ok                   ok                   ok                   ok                   ok                   -                    -
`;

// Sockets: a handshake answers with a status. There is no frame of nobody: a socket does not open without a sign-in.
// `expired` and `deleted` opened theirs before. A stranger's socket is opened under the owner's session key, which is the
// stranger's own name for a session of their own.
export const frameTable = `
                   nobody   expired        deleted        guest             account           stranger           tampered       within             beside
connect            401      401            401            ok                ok                ok                 ok             -                  -
connect_switch     401      401            401            ok                ok                ok                 ok             -                  -

restore_chat       -        token_expired  invalid_token  chat_restored     chat_restored     chat_restored,chat_not_found,track_not_found user_mismatch chat_restored,chat_not_found,track_not_found chat_restored,session_mismatch
text               -        token_expired  invalid_token  message_accepted  message_accepted  chat_not_found,track_not_found user_mismatch chat_not_found,track_not_found session_mismatch
message            -        token_expired  invalid_token  message_accepted  message_accepted  chat_not_found,track_not_found user_mismatch chat_not_found,track_not_found session_mismatch
resume             -        token_expired  invalid_token  ai_delta          ai_delta          message_not_found  user_mismatch  message_not_found  -
history_page       -        token_expired  invalid_token  history_page      history_page      chat_not_found     user_mismatch  chat_not_found     chat_not_found
stop               -        token_expired  invalid_token  ai_delta          ai_delta          message_not_found  user_mismatch  message_not_found  -
regenerate         -        token_expired  invalid_token  message_accepted  message_accepted  message_not_found  user_mismatch  message_not_found  -
continue           -        token_expired  invalid_token  message_accepted  message_accepted  message_not_found  user_mismatch  message_not_found  -
edit               -        token_expired  invalid_token  message_accepted  message_accepted  message_not_found  user_mismatch  message_not_found  -
ping               -        token_expired  pong           pong              pong              pong               user_mismatch  -                  -

switch_chat        -        token_expired  invalid_token  chat_switched     chat_switched     chat_not_found     user_mismatch  chat_not_found     chat_not_found
get_user_chats     -        token_expired  invalid_token  user_chats        user_chats        user_chats         user_mismatch  -                  -
restore_history    -        token_expired  invalid_token  history_restored  history_restored  chat_not_found     user_mismatch  chat_not_found     chat_not_found
`;
