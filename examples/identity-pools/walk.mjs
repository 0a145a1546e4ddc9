// The walk itself: every call is one that an administrator's program or an application makes, with AWS's own SDK.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { fileServer, gatehouse } from './parts.mjs';

const region = 'us-east-1';
const root = { accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`, secretAccessKey: randomBytes(20).toString('hex') };
const say = (text) => console.log(`\n== ${text}`);

// 1. A file server, Gatehouse, and the guard between it and the world.
const place = mkdtempSync(join(tmpdir(), 'gatehouse-example-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
const files = await fileServer(join(place, 'files'));
const shared = {
  GATEHOUSE_DOOR_SECRET: randomBytes(32).toString('hex'),
  GATEHOUSE_DOORS: JSON.stringify({ doors: [{ name: 'files', service: 's3', hosts: ['127.0.0.1'], to: files.url }] }),
};
const server = await gatehouse('serve', {
  ...shared,
  GATEHOUSE_URLS: 'http://127.0.0.1:0',
  GATEHOUSE_DATA: join(place, 'data'),
  GATEHOUSE_ACCESS_KEY_ID: root.accessKeyId,
  GATEHOUSE_SECRET_ACCESS_KEY: root.secretAccessKey,
});
const guard = await gatehouse('guard', { ...shared, GATEHOUSE_URL: server.url, GATEHOUSE_GUARD_LISTEN: 'http://127.0.0.1:0' });
say(`Gatehouse is at ${server.url}, the guard at ${guard.url}; behind it, a file server that lets everybody do everything`);

// 2. A user pool with two people, and an identity pool that believes it, and lets guests in.
const settings = { endpoint: server.url, region, credentials: root };
const [people, identities, iam] = [new CognitoIdentityProvider(settings), new CognitoIdentity(settings), new IAM(settings)];
const { UserPool } = await people.createUserPool({ PoolName: 'people' });
const { UserPoolClient } = await people.createUserPoolClient({ UserPoolId: UserPool.Id, ClientName: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] });
for (const Username of ['ana', 'ben']) {
  await people.adminCreateUser({ UserPoolId: UserPool.Id, Username, MessageAction: 'SUPPRESS' });
  await people.adminSetUserPassword({ UserPoolId: UserPool.Id, Username, Password: 'Correct-horse-7', Permanent: true });
}
const provider = `cognito-idp.${region}.amazonaws.com/${UserPool.Id}`;
const { IdentityPoolId } = await identities.createIdentityPool({
  IdentityPoolName: 'app',
  AllowUnauthenticatedIdentities: true,
  CognitoIdentityProviders: [{ ProviderName: provider, ClientId: UserPoolClient.ClientId }],
});

// 3. What they may: who signed in, the folder that is called like them, whoever they are; everybody, what is public.
const allow = (Action, Resource) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
const policies = {
  authenticated: allow(['s3:GetObject', 's3:PutObject'], ['arn:aws:s3:::files/people/${cognito-identity.amazonaws.com:sub}/*', 'arn:aws:s3:::files/public/*']),
  unauthenticated: allow('s3:GetObject', 'arn:aws:s3:::files/public/*'),
};
const Roles = {};
for (const [amr, policy] of Object.entries(policies)) {
  const trust = {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
      },
    }],
  };
  const { Role } = await iam.createRole({ RoleName: amr, AssumeRolePolicyDocument: JSON.stringify(trust) });
  await iam.putRolePolicy({ RoleName: amr, PolicyName: 'files', PolicyDocument: JSON.stringify(policy) });
  Roles[amr] = Role.Arn;
}
await identities.setIdentityPoolRoles({ IdentityPoolId, Roles });
say('People who sign in may do this, and nothing else; guests may read what is public');
console.log(JSON.stringify(policies.authenticated.Statement[0], null, 2));

// 4. Each signs in and exchanges the token for credentials that end in an hour. A guest has no token. The application has no keys.
const storage = (credentials, more) => new S3({ endpoint: guard.url, region, credentials, forcePathStyle: true, maxAttempts: 1, ...more });
async function come(name, logins) {
  const credentials = await fromCognitoIdentityPool({ identityPoolId: IdentityPoolId, logins, clientConfig: { endpoint: server.url, region } })();
  console.log(`${name} is ${credentials.identityId}, with the key ${credentials.accessKeyId} until ${credentials.expiration.toISOString()}`);
  return { name, credentials, s3: storage(credentials), note: { Bucket: 'files', Key: `people/${credentials.identityId}/note.txt` } };
}
async function signIn(USERNAME) {
  const { AuthenticationResult } = await people.initiateAuth({
    ClientId: UserPoolClient.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD: 'Correct-horse-7' },
  });
  return come(USERNAME, { [provider]: AuthenticationResult.IdToken });
}
say('Ana and Ben sign in, and get credentials of the identity pool; so does a guest');
const [ana, ben, guest] = [await signIn('ana'), await signIn('ben'), await come('the guest')];

// 5. The proof.
const read = async (who, note) => (await who.s3.getObject(note)).Body.transformToString();
async function refused(what, call) {
  const error = await call.then(() => assert.fail(`${what} was allowed.`), (error) => error);
  assert.equal(error.$metadata?.httpStatusCode >= 400 && error.$metadata.httpStatusCode < 500, true, error.stack);
  console.log(`${what}: ${error.name}: ${error.message}`);
}
say('Each puts a note into their own folder, and reads it');
for (const who of [ana, ben]) {
  await who.s3.putObject({ ...who.note, Body: `a note of ${who.name}` });
  assert.equal(await read(who, who.note), `a note of ${who.name}`);
  console.log(`${who.name} reads '${await read(who, who.note)}'; the file server was told: ${decodeURIComponent(files.told.who)} does ${files.told.action}`);
}
say('Neither gets at the folder of the other');
await refused('ben reads the note of ana', ben.s3.getObject(ana.note));
await refused('ben writes into it', ben.s3.putObject({ ...ana.note, Body: 'a note of ben' }));
await refused('ben goes there by way of his own', ben.s3.getObject({ ...ana.note, Key: ben.note.Key.replace('note.txt', '../') + ana.note.Key.split('/').slice(1).join('/') }));
say('The guest reads what is public, and nothing else');
const notice = { Bucket: 'files', Key: 'public/notice.txt' };
await ana.s3.putObject({ ...notice, Body: 'open to everybody' });
assert.equal(await read(guest, notice), 'open to everybody');
console.log(`the guest reads '${await read(guest, notice)}'`);
await refused('the guest writes it anew', guest.s3.putObject({ ...notice, Body: 'x' }));
await refused('the guest reads the note of ana', guest.s3.getObject(ana.note));
say('Credentials that are not whole, not for here, not of now or not there open nothing');
const bad = (change, more) => storage({ ...ana.credentials, ...change }, more).getObject(ana.note);
await refused('somebody has the key of ana and guesses its secret', bad({ secretAccessKey: 'x'.repeat(40) }));
await refused('somebody alters the session of ana', bad({ sessionToken: `${ana.credentials.sessionToken.slice(0, -8)}AAAAAAAA` }));
await refused('ana signs for another region', bad({}, { region: 'eu-north-1' }));
await refused('somebody sends what ana signed an hour ago', bad({}, { systemClockOffset: -3_600_000 }));
await refused('somebody without a signature reads her note', bad({}, { signer: { sign: async (request) => request } }));
say('The right is taken away; the credentials would be good for an hour');
await iam.deleteRolePolicy({ RoleName: 'authenticated', PolicyName: 'files' });
await refused('ana reads her own note', ana.s3.getObject(ana.note));

await Promise.all([guard.stop(), server.stop()]);
files.stop();
say('That is all: each reached their own folder, and only as long as a policy said so');
