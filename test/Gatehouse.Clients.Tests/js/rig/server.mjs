// The server under test, and the few things every file does with it.
import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { SignatureV4 } from '@smithy/signature-v4';

export const endpoint = process.env.RIG_ENDPOINT;
export const region = process.env.RIG_REGION;

/** The AWS SDK with root's key, as an administrator's program holds it. */
export const client = new sdk.CognitoIdentityProviderClient({
  endpoint,
  region,
  credentials: { accessKeyId: process.env.RIG_ACCESS_KEY_ID, secretAccessKey: process.env.RIG_SECRET_ACCESS_KEY },
  maxAttempts: 1,
});

// What was called, and how it ended: a test of the rig holds it against the operations there are.
const ends = new Set();
export const noted = (client, service = '') =>
  client.middlewareStack.add(
    (next, { commandName }) => async (input) => {
      const operation = service + commandName.replace(/Command$/, '');
      try {
        const answer = await next(input);
        ends.add(`${operation} answered`);
        return answer;
      } catch (error) {
        if (error.$metadata?.httpStatusCode) ends.add(`${operation} refused`);
        throw error;
      }
    },
    { step: 'initialize', name: 'calls' },
  );
noted(client);
process.on('exit', () => process.env.RIG_CALLS && appendFileSync(process.env.RIG_CALLS, [...ends, ''].join('\n')));

/** Calls an operation by its name: call('SignUp', { … }). */
export const call = (operation, input) => client.send(new sdk[`${operation}Command`](input));

/** An operation is refused with this error, and with this text when one is given. */
export async function refused(operation, input, error, text) {
  const thrown = await call(operation, input).then(
    (answer) => assert.fail(`${operation} answered ${JSON.stringify(answer)} instead of ${error}`),
    (reason) => reason,
  );
  assert.equal(thrown.name, error, `${operation}: ${thrown.name}: ${thrown.message}`);
  if (text instanceof RegExp) assert.match(thrown.message, text);
  else if (text !== undefined) assert.equal(thrown.message, text);
  return thrown;
}

export const password = 'Correct-horse-7';
export const otherPassword = 'Battery-staple-8';

/** A name nobody has. */
export const fresh = (prefix = 'user') => `${prefix}-${randomBytes(6).toString('hex')}`;

/** A mailbox nobody has. */
export const mailbox = () => `${fresh('mail')}@example.com`;

const allFlows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];

/** A pool that proves mailboxes, with one client; returns their ids. */
export async function pool(settings = {}, clientSettings = {}) {
  const { UserPool } = await call('CreateUserPool', { PoolName: fresh('pool'), AutoVerifiedAttributes: ['email'], ...settings });
  const app = await appClient(UserPool.Id, clientSettings);
  return { UserPoolId: UserPool.Id, ClientId: app.ClientId, ClientSecret: app.ClientSecret };
}

/** A client of a pool that may sign in by every password flow. */
export async function appClient(UserPoolId, settings = {}) {
  const { UserPoolClient } = await call('CreateUserPoolClient', { UserPoolId, ClientName: fresh('app'), ExplicitAuthFlows: allFlows, ...settings });
  return UserPoolClient;
}

/** The messages that went to an address, oldest first. */
export async function messages(address) {
  const answer = await fetch(`${endpoint}/_gatehouse/messages?to=${encodeURIComponent(address)}`);
  assert.equal(answer.status, 200);
  return answer.json();
}

/** The newest code that went to an address. */
export async function codeFor(address) {
  const all = await messages(address);
  assert.notEqual(all.length, 0, `nothing was sent to ${address}`);
  return all.at(-1).Code;
}

/** Any six digits but these. */
export const wrong = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** A person who signed up and is not confirmed. */
export async function signedUp({ ClientId }, more = {}) {
  const email = mailbox();
  const person = { Username: fresh(), Password: password, email };
  const answer = await call('SignUp', {
    ClientId, Username: person.Username, Password: password, UserAttributes: [{ Name: 'email', Value: email }], ...more,
  });
  return { ...person, sub: answer.UserSub, answer };
}

/** A person who signed up and confirmed with the code. */
export async function confirmed(at, more = {}) {
  const person = await signedUp(at, more);
  await call('ConfirmSignUp', { ClientId: at.ClientId, Username: person.Username, ConfirmationCode: await codeFor(person.email) });
  return person;
}

/** The tokens of a sign-in by password. */
export async function signIn({ ClientId }, { Username, Password }) {
  const answer = await call('InitiateAuth', {
    ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: Password },
  });
  return answer.AuthenticationResult;
}

/** A confirmed person and their tokens. */
export async function signedIn(at) {
  const person = await confirmed(at);
  return { ...person, ...(await signIn(at, person)) };
}

/** Attributes as an object. */
export const attributes = (list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));

/** The claims inside a token, unchecked. */
export const claims = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));

/** SHA-256 as the signer wants it. */
class Sha256 {
  constructor(secret) {
    this.hash = secret ? createHmac('sha256', secret) : createHash('sha256');
  }

  update(data) {
    this.hash.update(data);
  }

  async digest() {
    return this.hash.digest();
  }
}

/** The headers of a request, signed. */
export async function signed(credentials, service, { method, host, path, query = {}, headers = {}, body = '' }, more = {}) {
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256, ...more });
  return (await signer.sign({ method, protocol: 'http:', hostname: host, path, query, headers: { ...headers, host }, body })).headers;
}

/** A request to the server's own paths, signed by root, without a body. */
export async function asRoot(method, path) {
  const headers = await signed(await client.config.credentials(), 'gatehouse', { method, host: new URL(endpoint).host, path });
  return fetch(endpoint + path, { method, headers });
}
