using System.Text;

namespace Gatehouse.Doors;

/// <summary>A place in object storage.</summary>
/// <param name="Bucket">The bucket; empty for none.</param>
/// <param name="Key">The object, decoded; empty for the bucket itself.</param>
internal sealed record S3Address(string Bucket, string Key)
{
    private const int LongestKey = 1024;

    /// <summary>The ARN.</summary>
    public string Arn => Bucket.Length == 0 ? "arn:aws:s3:::*" : ArnOf(Key);

    /// <summary>The path, always with the bucket in it, encoded in the one way in which it may be sent on.</summary>
    public string Path => Bucket.Length == 0 ? "/" : Key.Length == 0 ? $"/{Bucket}" : $"/{Bucket}/{PathText.Encode(Key)}";

    /// <summary>Reads the place that a request names.</summary>
    /// <param name="path">As it was sent, from the first slash on, still encoded.</param>
    /// <param name="before">The bucket, where the host names it; otherwise empty.</param>
    public static Reply<S3Address> Of(string path, string before)
    {
        if (PathText.Decode(path) is not ['/', .. var rest])
            return DoorFaults.Uri("it is not percent-encoded UTF-8");
        if (before.Length > 0)
            return Of(before, rest, isKeyOptional: true);
        if (rest.Length == 0)
            return new S3Address("", "");

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Of(rest, "", isKeyOptional: true) : Of(rest[..slash], rest[(slash + 1)..], isKeyOptional: true);
    }

    /// <summary>Reads an object of a bucket by its key, decoded.</summary>
    public static Reply<S3Address> Of(string bucket, string key, bool isKeyOptional)
    {
        if (!IsBucket(bucket))
            return new Fault("InvalidBucketName", "The specified bucket is not valid.");
        if (key.Length == 0)
            return isKeyOptional ? new S3Address(bucket, "") : DoorFaults.Uri("it names no object");
        if (Encoding.UTF8.GetByteCount(key) > LongestKey)
            return new Fault("KeyTooLongError", "Your key is too long");

        return PathText.Broken(key) is { } broken ? DoorFaults.Uri($"the key is not one for every server behind a door: {broken}") : new S3Address(bucket, key);
    }

    /// <summary>The ARN of an object of the same bucket, or of the bucket.</summary>
    public string ArnOf(string key) => key.Length == 0 ? $"arn:aws:s3:::{Bucket}" : $"arn:aws:s3:::{Bucket}/{key}";

    private static bool IsBucket(string name) =>
        name.Length is >= 3 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
        && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1]) && !name.Contains("..", StringComparison.Ordinal);
}
