// SRP between the server and Amplify's arithmetic, for many people and passwords drawn at random.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { call, endpoint, fresh, pool } from './rig/server.mjs';

const people = Number(process.env.RIG_SRP_PEOPLE ?? 40);
const at = await pool({ Policies: { PasswordPolicy: { MinimumLength: 6, RequireLowercase: false, RequireUppercase: false, RequireNumbers: false, RequireSymbols: false } } });
const Pool = new CognitoUserPool({ UserPoolId: at.UserPoolId, ClientId: at.ClientId, endpoint: `${endpoint}/` });

const alphabets = [
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'],
  [...'^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-'],
  [...'äöüßéèñçøåłžčşğ'],
  [...'пароль密码パスワード암호كلمةסיסמה'],
  [...'😀🔑🦊🧵👩‍👩‍👧'],
];
const pick = (list) => list[randomInt(list.length)];
const secret = (alphabet, length) => Array.from({ length }, () => pick(alphabet)).join('');

function signIn(Username, Password) {
  return new Promise((resolve, reject) => {
    new CognitoUser({ Username, Pool }).authenticateUser(new AuthenticationDetails({ Username, Password }), { onSuccess: resolve, onFailure: reject });
  });
}

async function person(Username, Password) {
  await call('AdminCreateUser', { UserPoolId: at.UserPoolId, Username, MessageAction: 'SUPPRESS' });
  await call('AdminSetUserPassword', { UserPoolId: at.UserPoolId, Username, Password, Permanent: true });
}

test('every password a pool accepts signs in by SRP', async () => {
  for (let i = 0; i < people; i++) {
    const alphabet = alphabets[i % alphabets.length];
    const [name, chosen] = [fresh(), secret(alphabet, randomInt(6, 40))];
    await person(name, chosen);
    const session = await signIn(name, chosen).catch((error) => assert.fail(`${JSON.stringify(chosen)}: ${error.message}`));
    assert.equal(session.getAccessToken().payload.username, name);
  }
});

test('a password that differs by one character never signs in', async () => {
  for (let i = 0; i < people / 4; i++) {
    const [name, chosen] = [fresh(), secret(alphabets[0], 12)];
    await person(name, chosen);
    await assert.rejects(signIn(name, chosen.slice(0, -1) + (chosen.endsWith('x') ? 'y' : 'x')), { code: 'NotAuthorizedException' });
  }
});

test('names in every script sign in by SRP', async () => {
  for (const name of ['żółw', '山田太郎', 'мария', 'user+tag@example.com', 'o\'neil', '😀']) {
    await person(name, 'Correct-horse-7');
    assert.ok((await signIn(name, 'Correct-horse-7')).isValid(), name);
  }
});

test('many sign-ins of one person are all right, whatever numbers are drawn', async () => {
  const name = fresh();
  await person(name, 'Correct-horse-7');
  for (let i = 0; i < people; i++) assert.ok((await signIn(name, 'Correct-horse-7')).isValid());
});
