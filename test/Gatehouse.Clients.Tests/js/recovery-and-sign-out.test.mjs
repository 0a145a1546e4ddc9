// Forgotten passwords, sign-out and revocation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appClient, call, codeFor, confirmed, fresh, messages, otherPassword, password, pool, refused, signIn, signedIn, signedUp, wrong,
} from './rig/server.mjs';

const at = await pool();
const { UserPoolId, ClientId } = at;
const complete = (Username, ConfirmationCode, Password = otherPassword) => ({ ClientId, Username, ConfirmationCode, Password });
const refresh = (RefreshToken, client = ClientId) => ({ ClientId: client, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken } });

test('a forgotten password is replaced by who reads the mailbox', async () => {
  const person = await signedIn(at);
  const { CodeDeliveryDetails } = await call('ForgotPassword', { ClientId, Username: person.Username });
  assert.deepEqual(CodeDeliveryDetails, { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'm***@e***' });
  const code = await codeFor(person.email);
  await refused('ConfirmForgotPassword', complete(person.Username, wrong(code)), 'CodeMismatchException');
  await refused('ConfirmForgotPassword', complete(person.Username, code, 'weakling'), 'InvalidPasswordException');
  await call('ConfirmForgotPassword', complete(person.Username, code));
  assert.ok((await signIn(at, { Username: person.Username, Password: otherPassword })).AccessToken);
  await refused('ConfirmForgotPassword', complete(person.Username, code), 'ExpiredCodeException', 'Invalid code provided, please request a code again.');
  await refused('InitiateAuth', refresh(person.RefreshToken), 'NotAuthorizedException');
});

test('nobody recovers what was not asked for', async () => {
  const person = await confirmed(at);
  await refused('ConfirmForgotPassword', complete(person.Username, '123456'), 'ExpiredCodeException');
});

test('somebody unconfirmed does not recover', async () => {
  const person = await signedUp(at);
  await refused('ForgotPassword', { ClientId, Username: person.Username }, 'NotAuthorizedException', 'User password cannot be reset in the current state.');
});

test('somebody without a proven address is told so', async () => {
  const person = await signedUp(at);
  await call('AdminConfirmSignUp', { UserPoolId, Username: person.Username });
  await refused(
    'ForgotPassword', { ClientId, Username: person.Username },
    'InvalidParameterException', 'Cannot reset password for the user as there is no registered/verified email or phone_number',
  );
});

test('recovery tells of people as the client wishes', async () => {
  const Username = fresh('nobody');
  await refused('ForgotPassword', { ClientId, Username }, 'UserNotFoundException');
  const hiding = await appClient(UserPoolId, { PreventUserExistenceErrors: 'ENABLED' });
  const first = await call('ForgotPassword', { ClientId: hiding.ClientId, Username });
  const second = await call('ForgotPassword', { ClientId: hiding.ClientId, Username });
  assert.deepEqual(first.CodeDeliveryDetails, second.CodeDeliveryDetails);
  await refused('ConfirmForgotPassword', { ...complete(Username, '123456'), ClientId: hiding.ClientId }, 'CodeMismatchException');
});

test('recovery may be left to administrators', async () => {
  const closed = await pool({ AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] } });
  const person = await confirmed(closed);
  await refused('ForgotPassword', { ClientId: closed.ClientId, Username: person.Username }, 'NotAuthorizedException', 'Contact administrator to reset password.');
});

test('recovery codes are asked for a few times an hour', async () => {
  const person = await confirmed(at);
  const before = (await messages(person.email)).length;
  for (let i = 0; i < 5; i++) await call('ForgotPassword', { ClientId, Username: person.Username });
  await refused('ForgotPassword', { ClientId, Username: person.Username }, 'LimitExceededException', 'Attempt limit exceeded, please try after some time.');
  assert.equal((await messages(person.email)).length, before + 5);
});

test('a guessed code dies after a few guesses', async () => {
  const person = await confirmed(at);
  await call('ForgotPassword', { ClientId, Username: person.Username });
  const code = await codeFor(person.email);
  let last;
  for (let i = 0; i < 15 && last?.name !== 'LimitExceededException' && last?.name !== 'TooManyFailedAttemptsException'; i++) {
    last = await call('ConfirmForgotPassword', complete(person.Username, wrong(code))).then(() => assert.fail('accepted'), (error) => error);
  }
  assert.match(last.name, /LimitExceeded|TooManyFailedAttempts/);
  await call('ConfirmForgotPassword', complete(person.Username, code)).then(() => assert.fail('a dead code was accepted'), () => {});
});

test('people sign out everywhere', async () => {
  const person = await signedIn(at);
  const elsewhere = await signIn(at, person);
  await call('GlobalSignOut', { AccessToken: person.AccessToken });
  for (const tokens of [person, elsewhere]) {
    await refused('GetUser', { AccessToken: tokens.AccessToken }, 'NotAuthorizedException', 'Access Token has been revoked');
    await refused('InitiateAuth', refresh(tokens.RefreshToken), 'NotAuthorizedException');
  }
  await refused('GlobalSignOut', { AccessToken: person.AccessToken }, 'NotAuthorizedException');
});

test('a revoked refresh token takes its access tokens along and no others', async () => {
  const person = await signedIn(at);
  const elsewhere = await signIn(at, person);
  await call('RevokeToken', { ClientId, Token: person.RefreshToken });
  await refused('InitiateAuth', refresh(person.RefreshToken), 'NotAuthorizedException', /^(Refresh Token has been revoked|Invalid Refresh Token)/);
  await refused('GetUser', { AccessToken: person.AccessToken }, 'NotAuthorizedException', 'Access Token has been revoked');
  assert.ok(await call('GetUser', { AccessToken: elsewhere.AccessToken }));
  await call('RevokeToken', { ClientId, Token: person.RefreshToken });
});

test('revocation is for refresh tokens of the client that asks', async () => {
  const person = await signedIn(at);
  await refused('RevokeToken', { ClientId, Token: person.AccessToken }, 'UnsupportedTokenTypeException');
  const other = await appClient(UserPoolId);
  await call('RevokeToken', { ClientId: other.ClientId, Token: person.RefreshToken }).catch((error) => assert.equal(error.name, 'UnauthorizedException'));
  assert.ok((await call('InitiateAuth', refresh(person.RefreshToken))).AuthenticationResult, 'a stranger revoked it');

  const secret = await appClient(UserPoolId, { GenerateSecret: true });
  await refused('RevokeToken', { ClientId: secret.ClientId, Token: 'any' }, 'UnauthorizedException');
  await refused('RevokeToken', { ClientId: 'nosuchclient', Token: 'any' }, 'UnauthorizedException');
});

test('a client without revocation refuses it', async () => {
  const app = await appClient(UserPoolId, { EnableTokenRevocation: false });
  const person = await confirmed(at);
  const tokens = await signIn(app, person);
  await refused('RevokeToken', { ClientId: app.ClientId, Token: tokens.RefreshToken }, 'UnsupportedOperationException');
});
