// The histories of people, as an administrator reads them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { asRoot, call, codeFor, confirmed, fresh, password, pool, refused, signIn, wrong } from './rig/server.mjs';

const watching = () => pool({ UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } });

/** The history of a person, oldest first, once it has so many entries: they are written a moment after the answer. */
async function history({ UserPoolId }, Username, count) {
  for (let tries = 0; tries < 100; tries++) {
    const { AuthEvents } = await call('AdminListUserAuthEvents', { UserPoolId, Username });
    if (AuthEvents.length >= count) return AuthEvents.reverse();
    await setTimeout(100);
  }
  return assert.fail(`${Username} has no ${count} events`);
}

const told = (events) => events.map(({ EventType, EventResponse }) => `${EventType} ${EventResponse}`);

test('what a person does is written down, newest first, with whence it came', async () => {
  const at = await watching();
  const person = await confirmed(at);
  await refused(
    'InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: person.Username, PASSWORD: 'Wrong-1-password' } },
    'NotAuthorizedException');
  const tokens = await signIn(at, person);
  await call('ChangePassword', { AccessToken: tokens.AccessToken, PreviousPassword: person.Password, ProposedPassword: 'Another-horse-7' });
  await call('ForgotPassword', { ClientId: at.ClientId, Username: person.Username });
  const code = await codeFor(person.email);
  await refused(
    'ConfirmForgotPassword', { ClientId: at.ClientId, Username: person.Username, ConfirmationCode: wrong(code), Password: password }, 'CodeMismatchException');
  await call('ConfirmForgotPassword', { ClientId: at.ClientId, Username: person.Username, ConfirmationCode: code, Password: password });

  const events = await history(at, person.Username, 7);
  assert.deepEqual(told(events), [
    'SignUp Pass', 'SignIn Fail', 'SignIn Pass', 'PasswordChange Pass', 'ForgotPassword InProgress', 'ForgotPassword Fail', 'ForgotPassword Pass',
  ]);
  const [, failed, passed] = events;
  assert.ok(['127.0.0.1', '::1'].includes(passed.EventContextData.IpAddress));
  assert.match(passed.EventContextData.DeviceName, /^aws-sdk-js 3/);
  assert.ok(passed.CreationDate instanceof Date);
  assert.deepEqual(passed.ChallengeResponses, [{ ChallengeName: 'Password', ChallengeResponse: 'Success' }]);
  assert.deepEqual(failed.ChallengeResponses, [{ ChallengeName: 'Password', ChallengeResponse: 'Failure' }]);
  assert.equal(passed.EventRisk, undefined);
});

test('a server tells whom it speaks for', async () => {
  const at = await watching();
  const person = await confirmed(at);
  await call('AdminInitiateAuth', {
    UserPoolId: at.UserPoolId,
    ClientId: at.ClientId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: person.Username, PASSWORD: person.Password },
    ContextData: {
      IpAddress: '203.0.113.9', ServerName: 'shop', ServerPath: '/in',
      HttpHeaders: [{ headerName: 'User-Agent', headerValue: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }],
    },
  });
  const [, happened] = await history(at, person.Username, 2);
  assert.deepEqual(happened.EventContextData, { IpAddress: '203.0.113.9', DeviceName: 'Firefox 140, Linux' });
});

test('a history comes page by page', async () => {
  const at = await watching();
  const person = await confirmed(at);
  for (let i = 0; i < 4; i++) await signIn(at, person);
  await history(at, person.Username, 5);
  const input = { UserPoolId: at.UserPoolId, Username: person.Username };
  const seen = [];
  let NextToken;
  do {
    const page = await call('AdminListUserAuthEvents', { ...input, MaxResults: 2, NextToken });
    seen.push(...page.AuthEvents.map((event) => event.EventId));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.equal(new Set(seen).size, 5);
  await refused('AdminListUserAuthEvents', { ...input, NextToken: 'AAAA' }, 'InvalidParameterException', 'Invalid pagination token.');
});

test('a pool without threat protection has no history, and an unknown person none either', async () => {
  const plain = await pool();
  await refused('AdminListUserAuthEvents', { UserPoolId: plain.UserPoolId, Username: 'ana' }, 'UserPoolAddOnNotEnabledException');
  const { UserPoolId } = await watching();
  await refused('AdminListUserAuthEvents', { UserPoolId, Username: fresh() }, 'UserNotFoundException');
});

test('an administrator says what an event was', async () => {
  const at = await watching();
  const person = await confirmed(at);
  const [event] = await history(at, person.Username, 1);
  const input = { UserPoolId: at.UserPoolId, Username: person.Username, EventId: event.EventId, FeedbackValue: 'Valid' };
  await call('AdminUpdateAuthEventFeedback', input);
  const [judged] = await history(at, person.Username, 1);
  assert.equal(judged.EventFeedback.FeedbackValue, 'Valid');
  assert.equal(judged.EventFeedback.Provider, 'Admin');
  assert.ok(judged.EventFeedback.FeedbackDate instanceof Date);
  await refused('AdminUpdateAuthEventFeedback', { ...input, EventId: 'nothing' }, 'ResourceNotFoundException');
});

test('without the token of the event nobody else says so, and nobody learns who is there', async () => {
  const at = await watching();
  const person = await confirmed(at);
  const [event] = await history(at, person.Username, 1);
  const input = { UserPoolId: at.UserPoolId, EventId: event.EventId, FeedbackToken: 'AAAA', FeedbackValue: 'Invalid' };
  await refused('UpdateAuthEventFeedback', { ...input, Username: person.Username }, 'NotAuthorizedException', 'Invalid feedback token.');
  await refused('UpdateAuthEventFeedback', { ...input, Username: fresh() }, 'NotAuthorizedException', 'Invalid feedback token.');
});

test('who has the token of an event says what it was', async () => {
  const at = await watching();
  const person = await confirmed(at);
  const [event] = await history(at, person.Username, 1);
  const asked = await asRoot('POST', `/_gatehouse/pools/${at.UserPoolId}/users/${person.sub}/events/${event.EventId}/feedback-token`);
  assert.equal(asked.status, 200);
  const { FeedbackToken } = await asked.json();
  const input = { UserPoolId: at.UserPoolId, Username: person.Username, EventId: event.EventId, FeedbackToken, FeedbackValue: 'Invalid' };
  await call('UpdateAuthEventFeedback', input);
  const [judged] = await history(at, person.Username, 1);
  assert.equal(judged.EventFeedback.FeedbackValue, 'Invalid');
  assert.equal(judged.EventFeedback.Provider, 'User');
});
