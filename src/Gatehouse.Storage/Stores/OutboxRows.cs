using System.Data.Common;
using System.Text;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>One message and its row: sealed whole, with a keyed digest of its address to find it by.</summary>
internal sealed class OutboxRows(ISecretBox secrets)
{
    /// <summary>Stores what a person is to get; due at once.</summary>
    public async Task Insert(DbConnection connection, User user)
    {
        if (user.Outgoing.Count == 0)
            return;

        await connection.ExecuteAsync(Sql.Rows(
            "INSERT INTO outbox (id, pool_id, sub, destination, created, next_try, attempts, way, payload)",
            user.Outgoing.Select(message => new object?[]
            {
                message.Id, user.PoolId, user.Sub, Digest(message.Destination), message.Created.Column(), message.Created.Column(), 0L,
                (long)message.Way,                 secrets.Seal(Purpose(message.Id), Documents.WriteBytes(message)),
            })));
    }

    /// <summary>What an address is found by.</summary>
    public byte[] Digest(string destination) => secrets.Mac("message-destination", Encoding.UTF8.GetBytes(destination));

    /// <summary>The message in a row; null when it does not open.</summary>
    public Message? Open(string id, byte[] payload) =>
        secrets.TryOpen(Purpose(id), payload, out var message) ? Documents.Read<Message>(message) : null;

    private static string Purpose(string messageId) => $"message/{messageId}";
}
