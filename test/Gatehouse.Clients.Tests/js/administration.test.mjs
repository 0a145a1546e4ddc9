// People as an administrator manages them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  attributes, call, codeFor, confirmed, fresh, mailbox, messages, otherPassword, password, pool, refused, signIn, signedIn,
} from './rig/server.mjs';

const at = await pool();
const { UserPoolId } = at;
const one = (Username) => ({ UserPoolId, Username });
const nobody = one('nobody-at-all');
const missing = (operation, more = {}) => refused(operation, { ...nobody, ...more }, 'UserNotFoundException', 'User does not exist.');

test('an invitation carries a temporary password that is replaced at the first sign-in', async () => {
  const Username = fresh();
  const email = mailbox();
  const { User } = await call('AdminCreateUser', {
    ...one(Username), UserAttributes: [{ Name: 'email', Value: email }, { Name: 'email_verified', Value: 'true' }], DesiredDeliveryMediums: ['EMAIL'],
  });
  assert.equal(User.UserStatus, 'FORCE_CHANGE_PASSWORD');
  assert.equal(User.Enabled, true);
  assert.equal(attributes(User.Attributes).email, email);

  const [invitation] = await messages(email);
  assert.ok(invitation.Body.includes(Username));
  const asked = await call('InitiateAuth', {
    ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: invitation.Code },
  });
  assert.equal(asked.ChallengeName, 'NEW_PASSWORD_REQUIRED');
});

test('an invitation is sent again with a new password, and the first is dead', async () => {
  const Username = fresh();
  const email = mailbox();
  const invite = { ...one(Username), UserAttributes: [{ Name: 'email', Value: email }], DesiredDeliveryMediums: ['EMAIL'] };
  await call('AdminCreateUser', invite);
  await refused('AdminCreateUser', invite, 'UsernameExistsException');
  const first = await codeFor(email);
  await call('AdminCreateUser', { ...one(Username), MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] });
  const second = await codeFor(email);
  assert.notEqual(first, second);
  const attempt = (PASSWORD) => ({ ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD } });
  await refused('InitiateAuth', attempt(first), 'NotAuthorizedException', 'Incorrect username or password.');
  assert.equal((await call('InitiateAuth', attempt(second))).ChallengeName, 'NEW_PASSWORD_REQUIRED');
});

test('an invitation may be kept quiet', async () => {
  const email = mailbox();
  await call('AdminCreateUser', { ...one(fresh()), UserAttributes: [{ Name: 'email', Value: email }], MessageAction: 'SUPPRESS' });
  assert.equal((await messages(email)).length, 0);
});

test('an invitation again for nobody is refused', async () => {
  await refused('AdminCreateUser', { ...one(fresh()), MessageAction: 'RESEND' }, 'UserNotFoundException');
});

test('a temporary password keeps the policy', async () => {
  await refused('AdminCreateUser', { ...one(fresh()), TemporaryPassword: 'weakling', MessageAction: 'SUPPRESS' }, 'InvalidPasswordException');
});

test('everything is known of a person, by name or by sub', async () => {
  const person = await confirmed(at);
  const known = await call('AdminGetUser', one(person.Username));
  assert.equal(known.Username, person.Username);
  assert.equal(known.Enabled, true);
  assert.ok(known.UserCreateDate instanceof Date);
  assert.deepEqual(
    { sub: attributes(known.UserAttributes).sub, email: attributes(known.UserAttributes).email }, { sub: person.sub, email: person.email },
  );
  assert.equal((await call('AdminGetUser', one(person.sub))).Username, person.Username);
  await missing('AdminGetUser');
});

test('a deleted person is gone, and the name is free', async () => {
  const person = await signedIn(at);
  await call('AdminDeleteUser', one(person.Username));
  await refused('AdminGetUser', one(person.Username), 'UserNotFoundException');
  await refused('GetUser', { AccessToken: person.AccessToken }, 'NotAuthorizedException');
  await call('SignUp', { ClientId: at.ClientId, Username: person.Username, Password: password });
  await missing('AdminDeleteUser');
});

test('a disabled person is out at once, and in again when enabled', async () => {
  const person = await signedIn(at);
  await call('AdminDisableUser', one(person.Username));
  assert.equal((await call('AdminGetUser', one(person.Username))).Enabled, false);
  await refused('GetUser', { AccessToken: person.AccessToken }, 'NotAuthorizedException');
  const refresh = { ClientId: at.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: person.RefreshToken } };
  await refused('InitiateAuth', refresh, 'NotAuthorizedException');
  const attempt = { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: person.Username, PASSWORD: password } };
  await refused('InitiateAuth', attempt, 'NotAuthorizedException', 'User is disabled.');

  await call('AdminEnableUser', one(person.Username));
  assert.ok((await signIn(at, person)).AccessToken);
  await refused('GetUser', { AccessToken: person.AccessToken }, 'NotAuthorizedException', 'Access Token has been revoked');
  await missing('AdminDisableUser');
  await missing('AdminEnableUser');
});

test('attributes are written and deleted, proofs among them', async () => {
  const person = await confirmed(at);
  const email = mailbox();
  await call('AdminUpdateUserAttributes', {
    ...one(person.Username),
    UserAttributes: [{ Name: 'name', Value: 'N' }, { Name: 'email', Value: email }, { Name: 'email_verified', Value: 'true' }],
  });
  let now = attributes((await call('AdminGetUser', one(person.Username))).UserAttributes);
  assert.deepEqual([now.name, now.email, now.email_verified], ['N', email, 'true']);
  assert.equal((await messages(email)).length, 0, 'an address an administrator vouches for needs no code');

  await call('AdminDeleteUserAttributes', { ...one(person.Username), UserAttributeNames: ['name'] });
  now = attributes((await call('AdminGetUser', one(person.Username))).UserAttributes);
  assert.equal(now.name, undefined);
  await refused('AdminUpdateUserAttributes', { ...one(person.Username), UserAttributes: [{ Name: 'custom:none', Value: '1' }] }, 'InvalidParameterException');
  await missing('AdminUpdateUserAttributes', { UserAttributes: [{ Name: 'name', Value: 'N' }] });
  await missing('AdminDeleteUserAttributes', { UserAttributeNames: ['name'] });
});

test('an administrator sets a password, for good or for once', async () => {
  const person = await signedIn(at);
  await call('AdminSetUserPassword', { ...one(person.Username), Password: otherPassword, Permanent: true });
  assert.ok((await signIn(at, { Username: person.Username, Password: otherPassword })).AccessToken);

  await call('AdminSetUserPassword', { ...one(person.Username), Password: 'Temporary-9', Permanent: false });
  assert.equal((await call('AdminGetUser', one(person.Username))).UserStatus, 'FORCE_CHANGE_PASSWORD');
  await refused('AdminSetUserPassword', { ...one(person.Username), Password: 'weakling', Permanent: true }, 'InvalidPasswordException');
  await missing('AdminSetUserPassword', { Password: otherPassword, Permanent: true });
});

test('an administrator makes a person recover the password', async () => {
  const person = await confirmed(at);
  await call('AdminResetUserPassword', one(person.Username));
  assert.equal((await call('AdminGetUser', one(person.Username))).UserStatus, 'RESET_REQUIRED');
  const attempt = { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: person.Username, PASSWORD: password } };
  await refused('InitiateAuth', attempt, 'PasswordResetRequiredException', 'Password reset required for the user');
  await call('ConfirmForgotPassword', {
    ClientId: at.ClientId, Username: person.Username, ConfirmationCode: await codeFor(person.email), Password: otherPassword,
  });
  assert.ok((await signIn(at, { Username: person.Username, Password: otherPassword })).AccessToken);
  await missing('AdminResetUserPassword');
});

test('an administrator signs a person out everywhere', async () => {
  const person = await signedIn(at);
  await call('AdminUserGlobalSignOut', one(person.Username));
  await refused('GetUser', { AccessToken: person.AccessToken }, 'NotAuthorizedException', 'Access Token has been revoked');
  const refresh = { ClientId: at.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: person.RefreshToken } };
  await refused('InitiateAuth', refresh, 'NotAuthorizedException');
  assert.ok((await signIn(at, person)).AccessToken);
  await missing('AdminUserGlobalSignOut');
});

test('a person of a pool nobody made is not found', async () => {
  await refused('AdminGetUser', { UserPoolId: 'us-east-1_000000000', Username: 'a' }, 'ResourceNotFoundException', 'User pool us-east-1_000000000 does not exist.');
});
