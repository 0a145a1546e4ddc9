// Where people are signed in: shown to them and to administrators, limited, and ended one by one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appClient, call, confirmed, pool, refused, signIn } from './rig/server.mjs';

const form = /^tkn[a-z0-9]{25}$/;
const nobodys = 'tkn0000000000000000000000000';

async function tracked(MaxPerUser = 20) {
  const at = await pool();
  await call('SetUserPoolSessionConfiguration', { UserPoolId: at.UserPoolId, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser } });
  return { ...at, person: await confirmed(at) };
}

const refresh = async ({ ClientId }, { RefreshToken }) => (await call('InitiateAuth', {
  ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken },
})).AuthenticationResult;

const own = async ({ AccessToken }) => (await call('ListUserSessions', { AccessToken })).Sessions;
const current = async (tokens) => (await own(tokens)).find((session) => session.IsCurrentSession).SessionId;

test('a pool tracks no sessions until it is told to', async () => {
  const { UserPoolId } = await pool();
  const untold = await call('GetUserPoolSessionConfiguration', { UserPoolId });
  assert.equal(untold.UserSessionTracking, 'DISABLED');
  assert.equal(untold.TokenSession.MaxPerUser, 20);

  const told = await call('SetUserPoolSessionConfiguration', { UserPoolId, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 3 } });
  assert.equal(told.UserSessionTracking, 'ENABLED');
  assert.deepEqual((await call('GetUserPoolSessionConfiguration', { UserPoolId })).TokenSession, { MaxPerUser: 3 });
  await refused('SetUserPoolSessionConfiguration', { UserPoolId, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 101 } }, 'InvalidParameterException');
  await refused('GetUserPoolSessionConfiguration', { UserPoolId: UserPoolId.replace(/_.*/, '_000000000') }, 'ResourceNotFoundException');
});

test('a client of such a pool says how long a browser session is used again', async () => {
  const at = await pool();
  const { UserPoolId, ClientId } = at;
  assert.deepEqual((await call('GetUserPoolClientSessionConfiguration', { UserPoolId, ClientId })).SSOSession, { MaxValidityMinutes: 60 });
  const SSOSession = { MaxValidityMinutes: 43200 };
  await refused('SetUserPoolClientSessionConfiguration', { UserPoolId, ClientId, SSOSession }, 'InvalidParameterException');
  await call('SetUserPoolSessionConfiguration', { UserPoolId, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 3 } });
  assert.deepEqual((await call('SetUserPoolClientSessionConfiguration', { UserPoolId, ClientId, SSOSession })).SSOSession, SSOSession);
  assert.deepEqual((await call('GetUserPoolClientSessionConfiguration', { UserPoolId, ClientId })).SSOSession, SSOSession);
  await refused('GetUserPoolClientSessionConfiguration', { UserPoolId, ClientId: 'nobody' }, 'ResourceNotFoundException');
});

test('sessions tell where they were used last, to the person and to an administrator', async () => {
  const at = await tracked();
  const first = await signIn(at, at.person);
  const [session] = await own(first);
  assert.match(session.SessionId, form);
  assert.equal(session.SessionType, 'TOKEN');
  assert.equal(session.ClientId, at.ClientId);
  assert.ok(session.CreateDate instanceof Date && session.LastActiveDate instanceof Date);
  assert.match(session.DeviceType, /^aws-sdk-js 3/);
  assert.match(session.LastIPAddress, /^(127\.0\.0\.1|::1)$/);
  assert.equal(session.IsCurrentSession, true);

  const other = await appClient(at.UserPoolId);
  const second = await signIn(other, at.person);
  await refresh(at, first);
  const seen = (await call('AdminListUserSessions', { UserPoolId: at.UserPoolId, Username: at.person.Username })).Sessions;
  assert.deepEqual(seen.map((one) => one.ClientId), [at.ClientId, other.ClientId], 'the one used last comes first');
  assert.ok(seen.every((one) => one.IsCurrentSession === false));
  assert.ok(seen[0].LastActiveDate > session.LastActiveDate);
  assert.equal(seen[0].SessionId, session.SessionId, 'a session keeps its id');
  assert.equal(await current(second), seen[1].SessionId);
});

test('a person ends another session and not the one that asks', async () => {
  const at = await tracked();
  const [lost, kept] = [await signIn(at, at.person), await signIn(at, at.person)];
  const [lostId, keptId] = [await current(lost), await current(kept)];
  const { AccessToken } = kept;
  await refused('RevokeUserSession', { AccessToken, SessionId: keptId }, 'InvalidParameterException');
  await refused('RevokeUserSession', { AccessToken, SessionId: nobodys }, 'ResourceNotFoundException', 'Session not found.');
  await call('RevokeUserSession', { AccessToken, SessionId: lostId, RevokeAssociatedSessions: 'LINKED' });

  await refused('GetUser', { AccessToken: lost.AccessToken }, 'NotAuthorizedException', 'Access Token has been revoked');
  await refused('ListUserSessions', { AccessToken: lost.AccessToken }, 'NotAuthorizedException');
  await assert.rejects(refresh(at, lost), { name: 'NotAuthorizedException' });
  await call('GetUser', { AccessToken });
  assert.deepEqual((await own(kept)).map((session) => session.SessionId), [keptId]);
});

test('an administrator ends a session', async () => {
  const at = await tracked();
  const { UserPoolId, person: { Username } } = at;
  const tokens = await signIn(at, at.person);
  const SessionId = await current(tokens);
  await call('AdminRevokeUserSession', { UserPoolId, Username, SessionId });
  await refused('GetUser', { AccessToken: tokens.AccessToken }, 'NotAuthorizedException', 'Access Token has been revoked');
  await refused('AdminRevokeUserSession', { UserPoolId, Username, SessionId }, 'ResourceNotFoundException');
  await refused('AdminRevokeUserSession', { UserPoolId, Username: 'nobody', SessionId }, 'UserNotFoundException');
  await refused('AdminListUserSessions', { UserPoolId, Username: 'nobody' }, 'UserNotFoundException');
});

test('a sign-in too many ends the session that was used least recently', async () => {
  const at = await tracked(2);
  const [first, second] = [await signIn(at, at.person), await signIn(at, at.person)];
  await refresh(at, first);
  await signIn(at, at.person);
  await call('GetUser', { AccessToken: first.AccessToken });
  await refused('GetUser', { AccessToken: second.AccessToken }, 'NotAuthorizedException', 'Access Token has been revoked');

  await Promise.all(Array.from({ length: 8 }, () => signIn(at, at.person)));
  const { Sessions } = await call('AdminListUserSessions', { UserPoolId: at.UserPoolId, Username: at.person.Username });
  assert.equal(Sessions.length, 2);
});

test('revoking a refresh token takes its session along', async () => {
  const at = await tracked();
  const [tokens, other] = [await signIn(at, at.person), await signIn(at, at.person)];
  const revocation = { ClientId: at.ClientId, Token: tokens.RefreshToken };
  await refused('RevokeToken', { ...revocation, RevokeAssociatedSessions: 'ALL' }, 'InvalidParameterException');
  await call('RevokeToken', { ...revocation, RevokeAssociatedSessions: 'LINKED' });
  assert.equal((await own(other)).length, 1);
});
