// Functions of pools that the server under test runs itself, from a folder that these tests write into.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { arn } from './rig/functions.mjs';
import { call, claims, fresh, mailbox, messages, otherPassword, password, pool, refused, signIn } from './rig/server.mjs';

const file = path.join(process.env.RIG_LOCAL_FUNCTION, 'index.mjs');
const local = arn('rig-local');

// As somebody writes it for Lambda: one handler for all triggers of a pool.
const handler = (version) => `
  const triggers = {
    PreSignUp({ request, response }) {
      if (request.userAttributes.email?.startsWith('version')) throw new Error('${version}');
      if (request.userAttributes.email?.startsWith('crash')) process.exit(3);
      if (request.userAttributes.email?.startsWith('env')) throw new Error(Object.keys(process.env).filter((name) => /GATEHOUSE|SECRET/.test(name)).join() || 'nothing');
      if (request.userAttributes.email?.startsWith('eve')) throw new Error('Not you, Eve');
      if (request.userAttributes.email?.startsWith('ana')) Object.assign(response, { autoConfirmUser: true, autoVerifyEmail: true });
    },
    CustomMessage({ request, response }) {
      response.emailSubject = process.env.GREETING;
      response.emailMessage = 'Your number is ' + request.codeParameter;
    },
    UserMigration({ userName, request, response }) {
      if (request.password !== '${otherPassword}') return;
      response.userAttributes = { email: userName + '@example.com', email_verified: 'true' };
      response.finalUserStatus = 'CONFIRMED';
      response.messageAction = 'SUPPRESS';
    },
    TokenGeneration({ request, response }) {
      response.claimsAndScopeOverrideDetails = {
        idTokenGeneration: { claimsToAddOrOverride: { cart: { items: 3 } } },
        accessTokenGeneration: { claimsToAddOrOverride: { mail: request.userAttributes.email }, scopesToAdd: ['orders/read'] },
      };
    },
  };

  export const handler = async (event, context) => {
    console.log(event.triggerSource, context.awsRequestId);
    await triggers[event.triggerSource.split('_')[0]](event);
    return event;
  };
`;

const hooked = (config) => pool({ LambdaConfig: config });
const person = (ClientId, email = mailbox()) => ({ ClientId, Username: fresh(), Password: password, UserAttributes: [{ Name: 'email', Value: email }] });

/** Writes the function, and waits until it is what answers. */
async function write(version) {
  writeFileSync(file, handler(version));
  const { ClientId } = await hooked({ PreSignUp: local });
  const until = Date.now() + 60_000;
  for (;;) {
    const said = await call('SignUp', person(ClientId, 'version@example.com')).catch((error) => error.message);
    if (said === `PreSignUp failed with error ${version}.`) return;
    assert.ok(Date.now() < until, `still: ${said}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

before(() => write('first'));

test('a local function judges who signs up, and its words reach the SDK', async () => {
  const { ClientId } = await hooked({ PreSignUp: local });
  await refused('SignUp', person(ClientId, 'eve@example.com'), 'UserLambdaValidationException', 'PreSignUp failed with error Not you, Eve.');
  assert.equal((await call('SignUp', person(ClientId, `ana-${mailbox()}`))).UserConfirmed, true);
  assert.equal((await call('SignUp', person(ClientId))).UserConfirmed, false);
});

test('a local function words messages', async () => {
  const { ClientId } = await hooked({ CustomMessage: local });
  const email = mailbox();
  const bob = person(ClientId, email);
  await call('SignUp', bob);
  const [message] = await messages(email);
  assert.equal(message.Subject, 'Good day');
  assert.equal(message.Body ?? message.Text, `Your number is ${message.Code}`);
  await call('ConfirmSignUp', { ClientId, Username: bob.Username, ConfirmationCode: message.Code });
});

test('a local function brings people along who sign in for the first time', async () => {
  const { ClientId, UserPoolId } = await hooked({ UserMigration: local });
  const Username = fresh('old');
  await refused('InitiateAuth', {
    ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: password },
  }, 'UserNotFoundException');
  assert.ok((await signIn({ ClientId }, { Username, Password: otherPassword })).AccessToken);
  assert.equal((await call('AdminGetUser', { UserPoolId, Username })).UserStatus, 'CONFIRMED');
});

test('a local function has a say in tokens', async () => {
  const { ClientId } = await hooked({ PreSignUp: local, PreTokenGenerationConfig: { LambdaArn: local, LambdaVersion: 'V2_0' } });
  const email = `ana-${mailbox()}`;
  const ana = person(ClientId, email);
  await call('SignUp', ana);
  const tokens = await signIn({ ClientId }, ana);
  assert.deepEqual(claims(tokens.IdToken).cart, { items: 3 });
  assert.equal(claims(tokens.AccessToken).mail, email);
  assert.equal(claims(tokens.AccessToken).scope, 'aws.cognito.signin.user.admin orders/read');
});

test('a local function that ends its process is there again for the next call', async () => {
  const { ClientId } = await hooked({ PreSignUp: local });
  for (let i = 0; i < 3; i++) {
    await refused(
      'SignUp', person(ClientId, 'crash@example.com'), 'UserLambdaValidationException',
      /^PreSignUp failed with error RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3\.$/,
    );
    assert.equal((await call('SignUp', person(ClientId, `ana-${mailbox()}`))).UserConfirmed, true);
  }
});

test('many call a local function at once', async () => {
  const { ClientId } = await hooked({ PreSignUp: local });
  const answers = await Promise.all(Array.from({ length: 40 }, () => call('SignUp', person(ClientId, `ana-${mailbox()}`))));
  assert.ok(answers.every((answer) => answer.UserConfirmed));
});

test('a local function sees nothing of the secrets of the server', async () => {
  const { ClientId } = await hooked({ PreSignUp: local });
  await refused('SignUp', person(ClientId, 'env@example.com'), 'UserLambdaValidationException', 'PreSignUp failed with error nothing.');
});

test('a local function that is changed, or broken and mended, is what answers', async () => {
  await write('second');
  const { ClientId } = await hooked({ PreSignUp: local });
  writeFileSync(file, 'export const handler = ');
  const until = Date.now() + 60_000;
  let thrown;
  do {
    assert.ok(Date.now() < until);
    thrown = await call('SignUp', person(ClientId, `version@example.com`)).catch((error) => error);
  } while (thrown.name !== 'UnexpectedLambdaException');
  assert.equal(thrown.message, 'PreSignUp invocation failed due to error ServiceException.');
  await write('third');
});
