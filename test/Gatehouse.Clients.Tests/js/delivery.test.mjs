// How messages leave: by a gateway for text messages, or by functions that send in place of the server and open what it sealed for them.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { compactDecrypt, importPKCS8 } from 'jose';
import { answers, arn, asked, eventually, gateway, serve, textTo } from './rig/functions.mjs';
import { asRoot, call, claims, fresh, mailbox, messages, otherPassword, password, pool, refused } from './rig/server.mjs';

serve({ before, after });
beforeEach(() => {
  asked.length = 0;
  gateway.status = 202;
  for (const trigger of Object.keys(answers)) delete answers[trigger];
});

const number = () => `+4930${Math.floor(Math.random() * 1e9).toString().padStart(9, '0')}`;
const texting = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'x' };
const kms = (name) => `arn:aws:kms:us-east-1:000000000000:key/${name}`;
const shared = Buffer.from(process.env.RIG_SENDER_KEY, 'base64');
const open = async (jwe, key = shared) => new TextDecoder().decode((await compactDecrypt(jwe, key)).plaintext);
const log = async (poolId) => (await asRoot('GET', `/_gatehouse/pools/${poolId}/messages/log`)).json();
const event = (source, userName) => eventually(source, () => asked.findLast((one) => one.triggerSource === source && one.userName === userName));

/** A person an administrator made, with proven addresses. */
async function person({ UserPoolId }, addresses) {
  const Username = fresh();
  const proven = Object.entries(addresses).flatMap(([Name, Value]) => [{ Name, Value }, { Name: `${Name}_verified`, Value: 'true' }]);
  await call('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS', UserAttributes: proven });
  await call('AdminSetUserPassword', { UserPoolId, Username, Password: password, Permanent: true });
  return Username;
}

const choosing = (factor, more = {}) => pool(
  { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', factor] } }, ...more },
  { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
const choose = ({ ClientId }, USERNAME, PREFERRED_CHALLENGE) =>
  call('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, PREFERRED_CHALLENGE }, ClientMetadata: { begins: '1' } });
const answer = ({ ClientId }, USERNAME, { ChallengeName, Session }, more) =>
  call('RespondToAuthChallenge', { ClientId, ChallengeName, Session, ChallengeResponses: { USERNAME, ...more } });

test('a code comes by text message through a gateway, and signs in', async () => {
  const at = await choosing('SMS_OTP', { SmsConfiguration: texting });
  const phone = number();
  const name = await person(at, { phone_number: phone });
  const begun = await choose(at, name, 'SMS_OTP');
  assert.equal(begun.ChallengeName, 'SMS_OTP');
  const text = await textTo(phone);
  assert.equal(text.purpose, 'Authentication');
  assert.equal(text.userPoolId, at.UserPoolId);
  const [code] = /\b\d{8}\b/.exec(text.message);
  const { AuthenticationResult } = await answer(at, name, begun, { SMS_OTP_CODE: code });
  assert.equal(claims(AuthenticationResult.AccessToken).username, name);
});

test('a second factor comes by text message through a gateway', async () => {
  const at = await pool({ SmsConfiguration: texting });
  await call('SetUserPoolMfaConfig', {
    UserPoolId: at.UserPoolId, MfaConfiguration: 'ON', SmsMfaConfiguration: { SmsConfiguration: texting, SmsAuthenticationMessage: 'Say "{####}" & enter' },
  });
  const phone = number();
  const name = await person(at, { phone_number: phone });
  const begun = await call('InitiateAuth', { ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: name, PASSWORD: password } });
  assert.equal(begun.ChallengeName, 'SMS_MFA');
  const [, code] = /^Say "(\d{6})" & enter$/.exec((await textTo(phone)).message);
  assert.ok((await answer(at, name, begun, { SMS_MFA_CODE: code })).AuthenticationResult.IdToken);
});

test('a gateway that is busy is asked again, and one that refuses is not; the log tells both', async () => {
  const at = await pool({ SmsConfiguration: texting, AutoVerifiedAttributes: ['phone_number'] });
  const signUp = async (phone) => {
    const Username = fresh();
    await call('SignUp', { ClientId: at.ClientId, Username, Password: password, UserAttributes: [{ Name: 'phone_number', Value: phone }] });
    return Username;
  };
  gateway.status = 503;
  const [busy, refusedNumber] = [number(), number()];
  const name = await signUp(busy);
  const waiting = await eventually('a note', async () => (await log(at.UserPoolId))[0]);
  assert.deepEqual([waiting.Outcome, waiting.Channel, waiting.Problem], ['Waiting', 'SMS', 'The gateway did not take it: it answered 503.']);
  gateway.status = 202;
  const [code] = /\d{6}/.exec((await textTo(busy)).message);
  await call('ConfirmSignUp', { ClientId: at.ClientId, Username: name, ConfirmationCode: code });

  gateway.status = 400;
  await signUp(refusedNumber);
  const notes = await eventually('both notes', async () => {
    const all = await log(at.UserPoolId);
    return all.length === 2 && all.every((note) => note.Outcome !== 'Waiting') && all;
  });
  assert.deepEqual(notes.map((note) => note.Outcome).sort(), ['GivenUp', 'Sent']);
  assert.ok(notes.find((note) => note.Outcome === 'Sent').Attempts > 1);
  assert.ok(notes.every((note) => note.Destination.startsWith('+*******') && !JSON.stringify(note).includes(code)));
  assert.equal((await fetch(`${process.env.RIG_ENDPOINT}/_gatehouse/pools/${at.UserPoolId}/messages/log`)).status, 404);
});

async function sentByFunction(place) {
  const LambdaConfig = { CustomEmailSender: { LambdaArn: arn(place), LambdaVersion: 'V1_0' }, KMSKeyID: kms('rig-shared') };
  const at = await choosing('EMAIL_OTP', { LambdaConfig });
  const [email, Username] = [mailbox(), fresh()];
  await call('SignUp', {
    ClientId: at.ClientId, Username, Password: password, UserAttributes: [{ Name: 'email', Value: email }], ClientMetadata: { lang: 'de' },
  });
  const { request, callerContext, response } = await event('CustomEmailSender_SignUp', Username);
  assert.deepEqual([request.type, request.clientMetadata, request.userAttributes.email], ['customEmailSenderRequestV1', { lang: 'de' }, email]);
  assert.equal(callerContext.clientId, at.ClientId);
  assert.equal(response, undefined);
  await call('ConfirmSignUp', { ClientId: at.ClientId, Username, ConfirmationCode: await open(request.code) });

  const begun = await choose(at, Username, 'EMAIL_OTP');
  const sent = await event('CustomEmailSender_Authentication', Username);
  assert.equal(sent.request.clientMetadata, null);
  const code = await open(sent.request.code);
  assert.match(code, /^\d{8}$/);
  const { AuthenticationResult } = await answer(at, Username, begun, { EMAIL_OTP_CODE: code });
  assert.equal(claims(AuthenticationResult.IdToken).email, email);
  assert.ok(asked.every((one) => !JSON.stringify(one).includes(code)));
}

test('a function behind Lambda sends mails in place of the server, and opens their codes', () => sentByFunction('rig-lambda'));

test('a webhook sends mails in place of the server, and opens their codes', () => sentByFunction('rig-hook'));

test('a temporary password is sealed for the owner of a key, and signs in', async () => {
  const LambdaConfig = { CustomSMSSender: { LambdaArn: arn('rig-lambda'), LambdaVersion: 'V1_0' }, KMSKeyID: kms('rig-owner') };
  const at = await pool({ LambdaConfig, SmsConfiguration: texting });
  const [Username, phone] = [fresh(), number()];
  await call('AdminCreateUser', { UserPoolId: at.UserPoolId, Username, TemporaryPassword: otherPassword, UserAttributes: [{ Name: 'phone_number', Value: phone }] });
  const { request, callerContext } = await event('CustomSMSSender_AdminCreateUser', Username);
  assert.deepEqual([request.type, callerContext.clientId, request.userAttributes.phone_number], ['customSMSSenderRequestV1', 'CLIENT_ID_NOT_APPLICABLE', phone]);
  const key = await importPKCS8(process.env.RIG_SENDER_OWNER, 'RSA-OAEP-256');
  const { ChallengeName } = await call('InitiateAuth', {
    ClientId: at.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: await open(request.code, key) },
  });
  assert.equal(ChallengeName, 'NEW_PASSWORD_REQUIRED');
});

test('a function that fails is asked again under the same key, and the person waits for none of it', async () => {
  const LambdaConfig = { CustomEmailSender: { LambdaArn: arn('rig-hook'), LambdaVersion: 'V1_0' }, KMSKeyID: kms('rig-shared') };
  const at = await pool({ LambdaConfig });
  const keys = [];
  answers.CustomEmailSender = (_, { headers }) => {
    keys.push(headers['webhook-id']);
    if (keys.length < 3) throw new Error('The provider is down');
    return 'sent';
  };
  const Username = fresh();
  await call('SignUp', { ClientId: at.ClientId, Username, Password: password, UserAttributes: [{ Name: 'email', Value: mailbox() }] });
  const note = await eventually('sent', async () => (await log(at.UserPoolId)).find(({ Outcome }) => Outcome === 'Sent'), 30);
  assert.deepEqual([note.Attempts, note.Purpose, keys.length, new Set(keys).size], [3, 'SignUp', 3, 1]);
});

test('without the key that a pool names nothing leaves, and the log says what to set', async () => {
  const LambdaConfig = { CustomEmailSender: { LambdaArn: arn('rig-hook'), LambdaVersion: 'V1_0' }, KMSKeyID: kms('nobody-knows') };
  const at = await pool({ LambdaConfig });
  const email = mailbox();
  await call('SignUp', { ClientId: at.ClientId, Username: fresh(), Password: password, UserAttributes: [{ Name: 'email', Value: email }] });
  const note = await eventually('a note', async () => (await log(at.UserPoolId))[0]);
  assert.equal(note.Outcome, 'Waiting');
  assert.equal(note.Problem, `Nothing says with which key its code is sealed: name ${kms('nobody-knows')} in GATEHOUSE_SENDER_KEYS.`);
  assert.equal(asked.length, 0);
  assert.equal((await messages(email)).length, 1);
  await refused('CreateUserPool', { PoolName: fresh(), LambdaConfig: { CustomEmailSender: LambdaConfig.CustomEmailSender } }, 'InvalidParameterException');
});
