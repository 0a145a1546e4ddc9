using System.Text.RegularExpressions;

namespace Gatehouse.Laws;

/// <summary>What the pages claim is so.</summary>
public sealed class DocumentLaws
{
    private static readonly IReadOnlyList<string> Pages =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md"),
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories),
    ];

    [Fact]
    public void Every_link_to_a_file_leads_somewhere() => Assert.Empty(
        from page in Pages
        from Match link in Regex.Matches(File.ReadAllText(page), @"\]\((?<to>[^)#:]+)(#[^)]*)?\)")
        let target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups["to"].Value)
        where !Path.Exists(target)
        select $"{Path.GetRelativePath(Repository.Root, page)} links to {link.Groups["to"].Value}");

    [Fact]
    public void The_map_shows_every_project_and_nothing_that_is_not_there()
    {
        var map = Repository.Read("docs/map.md");
        var projects = Regex.Matches(Repository.Read("Gatehouse.slnx"), @"Path=""(?<folder>[^""]+)/[^/""]+\.csproj""").Select(m => m.Groups["folder"].Value);
        Assert.All(projects, folder => Assert.True(map.Contains(folder, StringComparison.Ordinal), $"docs/map.md does not show {folder}"));
        Assert.All(
            Regex.Matches(map, @"`(?<path>(src|test|tools|model|bench)(/[A-Za-z.]+)*)`").Select(m => m.Groups["path"].Value),
            path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"docs/map.md shows {path}, which is not there"));
    }

    [Fact]
    public void The_front_page_names_every_setting_and_no_other()
    {
        var named = Regex.Matches(Repository.Read("README.md"), "`(?<name>GATEHOUSE_[A-Z_]+)`").Select(m => m.Groups["name"].Value).Distinct();
        Assert.Equal(
            Hosting.KnownSettings.All.Select(setting => setting.Variable).Order(StringComparer.Ordinal),
            named.Order(StringComparer.Ordinal));
    }
}
