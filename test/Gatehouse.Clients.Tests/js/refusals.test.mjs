// What every operation refuses, whichever it is: strangers, pools that are not there, tokens that are not tokens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { call, endpoint, fresh, password, pool, refused, region, signedIn } from './rig/server.mjs';
import { onClients, onPeople, onPools, withToken } from './rig/inputs.mjs';

const at = await pool();
const elsewhere = `${region}_000000000`;

/** Every signed operation, complete and about this pool. */
const signed = {
  CreateUserPool: { PoolName: 'p' }, ListUserPools: { MaxResults: 1 },
  ...Object.fromEntries([
    ...Object.entries(onPools).map(([name, more]) => [name, { UserPoolId: at.UserPoolId, ...more }]),
    ...Object.entries(onClients).map(([name, more]) => [name, { UserPoolId: at.UserPoolId, ClientId: at.ClientId, ...more }]),
    ...Object.entries(onPeople).map(([name, more]) => [name, { UserPoolId: at.UserPoolId, Username: 'nobody', ...more }]),
  ]),
};

const caller = (credentials) => new sdk.CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 1 });
const asked = (client, operation, input) =>
  client.send(new sdk[`${operation}Command`](input)).then(() => assert.fail(`${operation} answered a stranger`), (error) => error);

test('no signed operation serves a key nobody has', async () => {
  const stranger = caller({ accessKeyId: 'AKIAZZZZZZZZZZZZZZZZ', secretAccessKey: 'x'.repeat(40) });
  for (const [operation, input] of Object.entries(signed)) {
    const error = await asked(stranger, operation, input);
    assert.equal(error.name, 'UnrecognizedClientException', `${operation}: ${error.name}`);
  }
});

test('no signed operation serves a wrong secret', async () => {
  const impostor = caller({ accessKeyId: process.env.RIG_ACCESS_KEY_ID, secretAccessKey: 'x'.repeat(40) });
  for (const [operation, input] of Object.entries(signed)) {
    const error = await asked(impostor, operation, input);
    assert.equal(error.name, 'InvalidSignatureException', `${operation}: ${error.name}`);
  }
});

test('no signed operation serves who does not sign', async () => {
  for (const [operation, input] of Object.entries(signed)) {
    const answer = await fetch(`${endpoint}/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify(input),
    });
    assert.ok([400, 403].includes(answer.status), operation);
    assert.equal((await answer.json()).__type, 'MissingAuthenticationTokenException', operation);
  }
});

test('no operation finds a pool nobody made', async () => {
  for (const [operation, more] of Object.entries({ ...onPools, ...onPeople })) {
    const input = { UserPoolId: elsewhere, Username: 'nobody', ...more };
    await refused(operation, input, 'ResourceNotFoundException', `User pool ${elsewhere} does not exist.`);
  }
  for (const [operation, more] of Object.entries(onClients)) {
    await refused(operation, { UserPoolId: elsewhere, ClientId: at.ClientId, ...more }, 'ResourceNotFoundException');
  }
});

test('no operation finds a client nobody made', async () => {
  const ClientId = 'nosuchclientnosuchclient00';
  for (const [operation, more] of Object.entries(onClients)) {
    await refused(operation, { UserPoolId: at.UserPoolId, ClientId, ...more }, 'ResourceNotFoundException');
  }
  const named = { ClientId, Username: 'a' };
  const publicOnes = {
    SignUp: { ...named, Password: password }, ConfirmSignUp: { ...named, ConfirmationCode: '123456' }, ResendConfirmationCode: named, ForgotPassword: named,
    ConfirmForgotPassword: { ...named, ConfirmationCode: '123456', Password: password },
    InitiateAuth: { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'a', PASSWORD: 'b' } },
    RespondToAuthChallenge: { ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeResponses: { USERNAME: 'a', NEW_PASSWORD: password } },
  };
  for (const [operation, input] of Object.entries(publicOnes)) {
    await refused(operation, input, 'ResourceNotFoundException', `User pool client ${ClientId} does not exist.`);
  }
});

test('no operation takes a token that is none, or an ID token, or one of the past', async () => {
  const person = await signedIn(at);
  const gone = await signedIn(at);
  await call('GlobalSignOut', { AccessToken: gone.AccessToken });
  for (const [operation, more] of Object.entries(withToken)) {
    for (const AccessToken of ['a.b.c', 'x'.repeat(2000), person.IdToken, gone.AccessToken]) {
      await refused(operation, { AccessToken, ...more }, 'NotAuthorizedException');
    }
  }
  assert.ok(await call('GetUser', { AccessToken: person.AccessToken }), 'and none of them did anything');
});

test('an operation that is not there says so', async () => {
  const answer = await fetch(`${endpoint}/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${fresh('Nothing')}` },
    body: '{}',
  });
  assert.equal(answer.status, 400);
  assert.equal((await answer.json()).__type, 'UnknownOperationException');
});
