using Microsoft.AspNetCore.Http;

namespace Gatehouse.Wire;

/// <summary>The dialects that are spoken.</summary>
internal sealed class Dialects(AwsJson json, AwsQuery query)
{
    /// <summary>In which a request is put.</summary>
    public IDialect Of(HttpRequest request) => AwsQuery.Speaks(request) ? query : json;
}
