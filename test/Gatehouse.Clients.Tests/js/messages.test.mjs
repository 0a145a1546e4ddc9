// What messages say: links in place of codes, languages, and how many there may be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, codeFor, endpoint, fresh, mailbox, messages, password, pool, refused, signIn, signedUp } from './rig/server.mjs';

const byLink = (more = {}) => pool({ VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK', ...more } });
const statusOf = async ({ UserPoolId }, Username) => (await call('AdminGetUser', { UserPoolId, Username })).UserStatus;

/** The address that the newest mail to somebody leads to, as a mail program would open it. */
async function linkTo(address) {
  const { Body } = (await messages(address)).at(-1);
  const [, href] = /<a href="([^"]+)">/.exec(Body);
  return href.replaceAll('&amp;', '&');
}

test('the link of a mail asks, and its button confirms once', async () => {
  const at = await byLink();
  const person = await signedUp(at);
  assert.equal(person.answer.CodeDeliveryDetails.DeliveryMedium, 'EMAIL');
  const link = await linkTo(person.email);
  const { origin, pathname, searchParams } = new URL(link);
  assert.equal(origin + pathname, `${endpoint}/${at.UserPoolId}/confirmUser`);
  assert.deepEqual(Object.fromEntries(searchParams), {
    client_id: at.ClientId, user_name: person.Username, confirmation_code: await codeFor(person.email),
  });

  for (const method of ['HEAD', 'GET', 'GET']) {
    const opened = await fetch(link, { method });
    assert.equal(opened.status, 200);
    assert.equal(opened.headers.get('cache-control'), 'no-store');
    assert.equal(await statusOf(at, person.Username), 'UNCONFIRMED');
  }

  const pressed = await fetch(link, { method: 'POST' });
  assert.equal(pressed.status, 200);
  assert.match(await pressed.text(), /Your email address is confirmed/);
  assert.equal(await statusOf(at, person.Username), 'CONFIRMED');
  assert.ok((await signIn(at, person)).AccessToken);
  assert.equal((await fetch(link, { method: 'POST' })).status, 400);
});

test('a link that is asked for again replaces the first, and one of nobody looks like one that is spent', async () => {
  const at = await byLink({ EmailSubjectByLink: 'Acme', EmailMessageByLink: 'Come in: {##here##}' });
  const person = await signedUp(at);
  const first = await linkTo(person.email);
  await call('ResendConfirmationCode', { ClientId: at.ClientId, Username: person.Username });
  const [, { Subject, Body }] = await messages(person.email);
  assert.equal(Subject, 'Acme');
  assert.match(Body, /^Come in: <a href="[^"]+">here<\/a>$/);
  const second = await linkTo(person.email);
  if (first !== second) assert.equal((await fetch(first, { method: 'POST' })).status, 400);

  const nobody = await fetch(second.replace(person.Username, 'nobody'), { method: 'POST' });
  assert.equal((await fetch(second, { method: 'POST' })).status, 200);
  const spent = await fetch(second, { method: 'POST' });
  assert.deepEqual([nobody.status, await nobody.text()], [spent.status, await spent.text()]);
});

test('a link of one client is none of another, and its code may be typed', async () => {
  const at = await byLink();
  const other = await byLink();
  const person = await signedUp(at);
  const link = await linkTo(person.email);
  assert.equal((await fetch(link.replace(at.ClientId, other.ClientId), { method: 'POST' })).status, 400);
  assert.equal((await fetch(link.replace(at.UserPoolId, other.UserPoolId), { method: 'POST' })).status, 400);
  await call('ConfirmSignUp', { ClientId: at.ClientId, Username: person.Username, ConfirmationCode: await codeFor(person.email) });
  assert.equal(await statusOf(at, person.Username), 'CONFIRMED');
});

test('messages speak the language of the person, unless the pool has words of its own', async () => {
  const at = await pool();
  const email = mailbox();
  const attributes = [{ Name: 'email', Value: email }, { Name: 'locale', Value: 'de-CH' }];
  await call('SignUp', { ClientId: at.ClientId, Username: fresh(), Password: password, UserAttributes: attributes });
  const [{ Subject, Body, Code }] = await messages(email);
  assert.deepEqual([Subject, Body], ['Ihr Bestätigungscode', `Ihr Bestätigungscode lautet ${Code}`]);

  const own = await pool({ VerificationMessageTemplate: { EmailMessage: 'Acme: {####}' } });
  const there = mailbox();
  await call('SignUp', { ClientId: own.ClientId, Username: fresh(), Password: password, UserAttributes: [{ Name: 'email', Value: there }, attributes[1]] });
  assert.match((await messages(there))[0].Body, /^Acme: \d{6}$/);
});

test('one mailbox gets twenty messages an hour, whoever asks for them', async () => {
  const at = await pool();
  const [name, host] = mailbox().split('@');
  const signUp = (Value) => ({ ClientId: at.ClientId, Username: fresh(), Password: password, UserAttributes: [{ Name: 'email', Value }] });
  for (let i = 0; i < 20; i++) await call('SignUp', signUp(`${name}+${i}@${host}`));
  await refused('SignUp', signUp(`${name.toUpperCase()}@${host}`), 'LimitExceededException', 'Attempt limit exceeded, please try after some time.');
  await call('SignUp', signUp(mailbox()));
});
