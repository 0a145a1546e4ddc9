// The scene before every door to objects: two people of a user pool, a guest, somebody with another role, and what each may and may not.
//
//   const scene = await people();
//   const door = { endpoint: 'http://127.0.0.1:…' };     // what clients talk to: a guard, or a proxy that asks
//   await eachIsAtHome(scene, door);                      // … and the others below
import assert from 'node:assert/strict';
import * as identity from '@aws-sdk/client-cognito-identity';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { client as root, endpoint, fresh, pool, region, signedIn } from './server.mjs';

export const bucket = 'files';

const settings = { endpoint, region, maxAttempts: 1 };
const { credentials } = root.config;
const send = (sdk, client) => (operation, input) => client.send(new sdk[`${operation}Command`](input));
const manage = send(iam, new iam.IAMClient({ ...settings, credentials }));
const administer = send(identity, new identity.CognitoIdentityClient({ ...settings, credentials }));

const arn = (rest) => `arn:aws:s3:::${rest}`;
const own = '${cognito-identity.amazonaws.com:sub}';
const document = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action, Resource, Condition) => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) });

export const readsPublic = allow('s3:GetObject', arn(`${bucket}/public/*`));
export const keepsOwn = [
  allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], arn(`${bucket}/people/${own}/*`)),
  allow('s3:ListBucket', arn(bucket), { StringLike: { 's3:prefix': `people/${own}/*` } }),
];

const trust = (IdentityPoolId, amr) =>
  document({
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
    },
  });

async function role(name, AssumeRolePolicyDocument, ...statements) {
  const RoleName = fresh(name);
  const { Role } = await manage('CreateRole', { RoleName, AssumeRolePolicyDocument });
  await manage('PutRolePolicy', { RoleName, PolicyName: 'own', PolicyDocument: document(...statements) });
  return Role.Arn;
}

/** Makes everything that is not the door, with members who may more than keep their own: { ana, ben, guest, stranger, root }, each { credentials, identityId? } with credentials as the SDK wants them. */
export async function people(...more) {
  const place = await pool();
  const ProviderName = `cognito-idp.${region}.amazonaws.com/${place.UserPoolId}`;
  const { IdentityPoolId } = await administer('CreateIdentityPool', {
    IdentityPoolName: fresh('doors'),
    AllowUnauthenticatedIdentities: true,
    CognitoIdentityProviders: [{ ProviderName, ClientId: place.ClientId }],
  });
  const authenticated = await role('member', trust(IdentityPoolId, 'authenticated'), readsPublic, ...keepsOwn, ...more);
  const unauthenticated = await role('guest', trust(IdentityPoolId, 'unauthenticated'), readsPublic);
  await administer('SetIdentityPoolRoles', { IdentityPoolId, Roles: { authenticated, unauthenticated } });

  const come = async (logins) => {
    const credentials = await fromCognitoIdentityPool({ identityPoolId: IdentityPoolId, logins, clientConfig: settings })();
    assert.ok(credentials.identityId && credentials.sessionToken);
    return { credentials, identityId: credentials.identityId };
  };
  const member = async () => come({ [ProviderName]: (await signedIn(place)).IdToken });
  return { ana: await member(), ben: await member(), guest: await come(), stranger: { credentials: await stranger() }, root: { credentials } };
}

// Somebody with a role of this installation that is for other things.
async function stranger() {
  const RoleArn = await role('elsewhere', document({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }), allow('s3:*', [arn('elsewhere'), arn('elsewhere/*')]));
  const UserName = fresh('passer-by');
  await manage('CreateUser', { UserName });
  const { AccessKey } = await manage('CreateAccessKey', { UserName });
  const user = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  const { Credentials } = await new sts.STSClient({ ...settings, credentials: user }).send(new sts.AssumeRoleCommand({ RoleArn, RoleSessionName: 'stranger' }));
  return { accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey, sessionToken: Credentials.SessionToken };
}

/** The unmodified S3 client of the SDK before a door. */
export const storage = ({ endpoint }, { credentials }, more = {}) => new s3.S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1, ...more });

/** What an administrator is told of a refusal. */
export const reason = async (EncodedMessage) =>
  (await new sts.STSClient({ ...settings, credentials }).send(new sts.DecodeAuthorizationMessageCommand({ EncodedMessage }))).DecodedMessage;

export const put = (client, Key, Body, more) => client.send(new s3.PutObjectCommand({ Bucket: bucket, Key, Body, ...more }));
export const get = async (client, Key) => (await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key }))).Body.transformToString();
export const remove = (client, Key) => client.send(new s3.DeleteObjectCommand({ Bucket: bucket, Key }));
export const home = ({ identityId }, name) => `people/${identityId}/${name}`;

/** A promise is refused: by nobody but the door, whose refusals have a status from 400 to 499. */
export async function refused(promise, code = 'AccessDenied', text) {
  const error = await promise.then(() => assert.fail(`It was allowed, and not refused with ${code}.`), (reason) => reason);
  const status = error.$metadata?.httpStatusCode;
  assert.ok(status >= 400 && status < 500, `${status}: ${error.stack}`);
  assert.equal(error.name, code, error.message);
  if (text) assert.match(error.message, text);
  return error;
}

/** Each person puts, gets and deletes in their own folder. */
export async function eachIsAtHome({ ana, ben }, door) {
  for (const [who, text] of [[ana, 'of ana'], [ben, 'of ben']]) {
    const client = storage(door, who);
    for (const name of ['plain.txt', 'with blank & ümlaut (1)+%.txt', 'deep/er/file']) {
      await put(client, home(who, name), `${name} ${text}`);
      assert.equal(await get(client, home(who, name)), `${name} ${text}`);
    }
    await remove(client, home(who, 'plain.txt'));
    assert.equal((await get(client, home(who, 'plain.txt')).catch((error) => error)).$metadata.httpStatusCode, 404);
  }
}

/** Nobody is in the folder of another, or above it, by whatever name they call it. */
export async function nobodyIsElsewhere({ ana, ben }, door) {
  const [anas, bens] = [storage(door, ana), storage(door, ben)];
  await put(anas, home(ana, 'secret.txt'), 'of ana');
  const says = /is not authorized to perform: s3:(Get|Put|Delete)Object on resource: "arn:aws:s3:::files\/.*because no identity-based policy allows/;
  await refused(get(bens, home(ana, 'secret.txt')), 'AccessDenied', says);
  await refused(put(bens, home(ana, 'secret.txt'), 'of ben'), 'AccessDenied', says);
  await refused(remove(bens, home(ana, 'secret.txt')), 'AccessDenied', says);
  await refused(get(bens, 'people/list.txt'), 'AccessDenied', says);
  await refused(put(bens, 'public/welcome.txt', 'of ben'), 'AccessDenied', says);
  for (const Key of [home(ben, `../${ana.identityId}/secret.txt`), home(ben, `x/../../${ana.identityId}/secret.txt`), home(ben, '/'), home(ben, 'a\\b'), home(ben, '%2e%2e/secret.txt')])
    await refused(get(bens, Key), 'InvalidURI');
  assert.equal(await get(anas, home(ana, 'secret.txt')), 'of ana');
}

/** A guest reads what is public, and nothing else; so does whoever has a role for something else. */
export async function guestsReadWhatIsPublic({ ana, guest, stranger, root }, door) {
  await put(storage(door, root), 'public/welcome.txt', 'Good day');
  for (const who of [ana, guest]) assert.equal(await get(storage(door, who), 'public/welcome.txt'), 'Good day');
  await refused(put(storage(door, guest), 'public/mine.txt', 'x'));
  await refused(get(storage(door, guest), home(ana, 'secret.txt')));
  await refused(put(storage(door, guest), home(guest, 'mine.txt'), 'x'));
  await refused(get(storage(door, stranger), 'public/welcome.txt'));
}

/** What is not whole, not for here, not of now or not from us opens nothing. */
export async function falseCredentialsOpenNothing({ ana }, door) {
  const key = home(ana, 'mine.txt');
  const mine = ana.credentials;
  const other = (credentials, more) => storage(door, { credentials: { ...mine, ...credentials } }, more);
  await put(storage(door, ana), key, 'mine');
  await refused(get(other({ secretAccessKey: 'x'.repeat(40) }), key), 'SignatureDoesNotMatch');
  await refused(get(other({ accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' }), key), 'InvalidToken');
  await refused(get(other({ sessionToken: mine.sessionToken.slice(0, -8) + 'AAAAAAAA' }), key), 'InvalidToken');
  await refused(get(other({ sessionToken: undefined }), key), 'InvalidAccessKeyId');
  await refused(get(other({}, { region: 'eu-north-1' }), key), 'AuthorizationHeaderMalformed', /eu-north-1/);
  await refused(get(other({}, { systemClockOffset: -3_600_000 }), key), 'RequestTimeTooSkewed');
  await refused(get(other({}, { signer: { sign: async (request) => request } }), key), 'AccessDenied');

  // Signed for one object, sent for another.
  const changed = storage(door, ana);
  const swap = (next) => (args) => next({ ...args, request: Object.assign(args.request, { path: args.request.path.replace('mine.txt', 'other.txt') }) });
  changed.middlewareStack.addRelativeTo(swap, { relation: 'after', toMiddleware: 'httpSigningMiddleware', name: 'swap' });
  await refused(get(changed, key), 'SignatureDoesNotMatch');
}

/** Whoever is kept out is out at once, though their credentials have not ended. */
export async function whoIsKeptOutIsOut({ ben }, door) {
  const client = storage(door, ben);
  await put(client, home(ben, 'last.txt'), 'x');
  await administer('DeleteIdentities', { IdentityIdsToDelete: [ben.identityId] });
  await refused(get(client, home(ben, 'last.txt')));
}
