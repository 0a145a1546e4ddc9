using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gatehouse.Bench;

/// <summary>Asks for pages of a great pool, one after the other, as an administrator who types does.</summary>
public static class SearchBench
{
    private const int Pages = 300;
    private const string Head = "| page | rows on it | median | of a hundred the slowest |\n| --- | ---: | ---: | ---: |";

    /// <summary>Fills a pool and answers a table of Markdown.</summary>
    public static async Task<string> Run(Server server, int people)
    {
        var pool = await ImportBench.Fill(server, people);
        var random = new Random(7);
        var text = new StringBuilder(Head).AppendLine();
        await Row("by a beginning of the e-mail address", () => new { UserPoolId = pool, Limit = 60, Filter = $"email ^= \"person-0-{random.Next(100, 9999)}\"" });
        await Row("by the whole e-mail address", () => new { UserPoolId = pool, Limit = 60, Filter = $"email = \"person-0-{random.Next(people / 4)}@example.com\"" });
        await Row("the first, without a filter", () => new { UserPoolId = pool, Limit = 60 });
        return text.ToString();

        async Task Row(string name, Func<object> page)
        {
            var (times, rows) = (new List<TimeSpan>(), 0);
            for (var i = -20; i < Pages; i++)
            {
                var watch = Stopwatch.StartNew();
                var found = (await server.Admin("ListUsers", page())).GetProperty("Users").GetArrayLength();
                if (i < 0)
                    continue;
                times.Add(watch.Elapsed);
                rows += found;
            }

            times.Sort();
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {name} | {(double)rows / Pages:0.#} | {times[Pages / 2].TotalMilliseconds:0.0} ms | {times[Pages * 99 / 100].TotalMilliseconds:0.0} ms |");
        }
    }
}
