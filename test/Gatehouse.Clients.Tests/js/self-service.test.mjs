// What people do with their own access token.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appClient, attributes, call, codeFor, mailbox, messages, otherPassword, password, pool, refused, signIn, signedIn, wrong,
} from './rig/server.mjs';

const at = await pool();
const mine = async ({ AccessToken }) => attributes((await call('GetUser', { AccessToken })).UserAttributes);

test('people see themselves', async () => {
  const person = await signedIn(at);
  const { AccessToken } = person;
  const me = await call('GetUser', { AccessToken });
  assert.equal(me.Username, person.Username);
  assert.deepEqual(await mine(person), { sub: person.sub, email: person.email, email_verified: 'true' });
});

test('a token of nobody, a bent one and an ID token are refused', async () => {
  const person = await signedIn(at);
  const [header, payload, signature] = person.AccessToken.split('.');
  const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url')), username: 'root' })).toString('base64url');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  for (const AccessToken of [`${header}.${forged}.${signature}`, `${none}.${payload}.`, `${header}.${payload}.AAAA`, person.IdToken]) {
    await refused('GetUser', { AccessToken }, 'NotAuthorizedException');
  }
});

test('a changed mailbox is unproven until its code comes back', async () => {
  const person = await signedIn(at);
  const email = mailbox();
  const { CodeDeliveryDetailsList } = await call('UpdateUserAttributes', {
    AccessToken: person.AccessToken, UserAttributes: [{ Name: 'email', Value: email }, { Name: 'name', Value: 'N' }],
  });
  assert.equal(CodeDeliveryDetailsList.length, 1);
  assert.equal(CodeDeliveryDetailsList[0].AttributeName, 'email');
  assert.deepEqual(await mine(person), { sub: person.sub, email, email_verified: 'false', name: 'N' });

  const code = await codeFor(email);
  const verify = (Code) => ({ AccessToken: person.AccessToken, AttributeName: 'email', Code });
  await refused('VerifyUserAttribute', verify(wrong(code)), 'CodeMismatchException');
  await call('VerifyUserAttribute', verify(code));
  assert.equal((await mine(person)).email_verified, 'true');
  await refused('VerifyUserAttribute', verify(code), 'ExpiredCodeException', 'Invalid code provided, please request a code again.');
});

test('an old mailbox stays until the new one is proven, where the pool says so', async () => {
  const careful = await pool({ UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } });
  const person = await signedIn(careful);
  const email = mailbox();
  await call('UpdateUserAttributes', { AccessToken: person.AccessToken, UserAttributes: [{ Name: 'email', Value: email }] });
  assert.equal((await mine(person)).email, person.email);
  await call('VerifyUserAttribute', { AccessToken: person.AccessToken, AttributeName: 'email', Code: await codeFor(email) });
  assert.equal((await mine(person)).email, email);
});

test('a code for an attribute is sent when asked for', async () => {
  const person = await signedIn(at);
  const { CodeDeliveryDetails } = await call('GetUserAttributeVerificationCode', { AccessToken: person.AccessToken, AttributeName: 'email' });
  assert.equal(CodeDeliveryDetails.DeliveryMedium, 'EMAIL');
  await call('VerifyUserAttribute', { AccessToken: person.AccessToken, AttributeName: 'email', Code: await codeFor(person.email) });
  await refused('GetUserAttributeVerificationCode', { AccessToken: person.AccessToken, AttributeName: 'phone_number' }, 'InvalidParameterException');
});

test('attributes are deleted, but not what makes a person', async () => {
  const person = await signedIn(at);
  const { AccessToken } = person;
  await call('UpdateUserAttributes', { AccessToken, UserAttributes: [{ Name: 'nickname', Value: 'n' }] });
  await call('DeleteUserAttributes', { AccessToken, UserAttributeNames: ['nickname'] });
  assert.equal((await mine(person)).nickname, undefined);
  await refused('DeleteUserAttributes', { AccessToken, UserAttributeNames: ['sub'] }, 'InvalidParameterException');
});

test('nobody vouches for their own mailbox', async () => {
  const person = await signedIn(at);
  const thrown = await call('UpdateUserAttributes', {
    AccessToken: person.AccessToken, UserAttributes: [{ Name: 'email', Value: mailbox() }, { Name: 'email_verified', Value: 'true' }],
  }).then(() => null, (error) => error);
  assert.ok(thrown === null ? (await mine(person)).email_verified === 'false' : /NotAuthorized|InvalidParameter/.test(thrown.name), String(thrown));
});

test('an application writes only what it may', async () => {
  const person = await signedIn(at);
  const app = await appClient(at.UserPoolId, { WriteAttributes: ['nickname'], ReadAttributes: ['nickname'] });
  const tokens = await signIn(app, person);
  await refused(
    'UpdateUserAttributes', { AccessToken: tokens.AccessToken, UserAttributes: [{ Name: 'name', Value: 'N' }] },
    'NotAuthorizedException', 'A client attempted to write unauthorized attribute',
  );
  assert.equal((await mine(tokens)).email, undefined, 'what a client may not read is not shown');
});

test('a password is changed by who knows the old one', async () => {
  const person = await signedIn(at);
  const change = (PreviousPassword, ProposedPassword) => ({ AccessToken: person.AccessToken, PreviousPassword, ProposedPassword });
  await refused('ChangePassword', change('Wrong-guess-1', otherPassword), 'NotAuthorizedException', 'Incorrect username or password.');
  await refused('ChangePassword', change(password, 'weakling'), 'InvalidPasswordException');
  await call('ChangePassword', change(password, otherPassword));
  assert.ok((await signIn(at, { Username: person.Username, Password: otherPassword })).AccessToken);
});

test('people delete themselves', async () => {
  const person = await signedIn(at);
  await call('DeleteUser', { AccessToken: person.AccessToken });
  await refused('GetUser', { AccessToken: person.AccessToken }, 'NotAuthorizedException');
  await refused('AdminGetUser', { UserPoolId: at.UserPoolId, Username: person.Username }, 'UserNotFoundException');
});

test('nothing is sent for a change that needs no proof', async () => {
  const person = await signedIn(at);
  const before = (await messages(person.email)).length;
  const answer = await call('UpdateUserAttributes', { AccessToken: person.AccessToken, UserAttributes: [{ Name: 'locale', Value: 'en' }] });
  assert.deepEqual(answer.CodeDeliveryDetailsList ?? [], []);
  assert.equal((await messages(person.email)).length, before);
});
