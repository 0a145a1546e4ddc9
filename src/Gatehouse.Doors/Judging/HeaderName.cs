namespace Gatehouse.Doors;

/// <summary>Names of headers as servers may read them.</summary>
public static class HeaderName
{
    /// <summary>
    /// A name as it is left after CGI (RFC 3875, 4.1.18) or what is made after it: there is one mark, and some servers take every one for it that a name may hold,
    /// so that <c>X_Gatehouse.Arn</c> is <c>X-Gatehouse-Arn</c>.
    /// </summary>
    public static string AsRead(string name) => string.Create(name.Length, name, (read, sent) =>
    {
        for (var i = 0; i < read.Length; i++)
            read[i] = char.IsAsciiLetterOrDigit(sent[i]) ? sent[i] : '-';
    });
}
