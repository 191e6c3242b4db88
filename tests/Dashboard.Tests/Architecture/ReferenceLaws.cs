using Microsoft.AspNetCore.Components;

namespace CampaignDashboard.Tests.Architecture;

public sealed class ReferenceLaws
{
    // What each assembly may see of the others, by itself or through those it names.
    private static readonly Dictionary<string, string[]> MaySee = new(StringComparer.Ordinal)
    {
        ["EventStore"] = [],
        ["MediaWiki"] = [],
        ["Web"] = ["EventStore"],
        ["Identity"] = ["EventStore", "Web", "MediaWiki"],
        ["Campaigns"] = ["EventStore", "Web", "MediaWiki", "Identity"],
        ["Enrolment"] = ["EventStore", "Web", "MediaWiki", "Identity", "Campaigns"],
        ["Metrics"] = ["EventStore", "Web", "MediaWiki", "Identity", "Campaigns", "Enrolment"],
        ["Feeds"] = ["EventStore", "Web"],
    };

    [Fact]
    public void References_point_one_way()
    {
        var offences =
            from entry in MaySee
            from seen in ReferencesOf(entry.Key)
            where seen.StartsWith("CampaignDashboard.", StringComparison.Ordinal)
            where !entry.Value.Contains(seen["CampaignDashboard.".Length..], StringComparer.Ordinal)
            select $"{entry.Key} must not reference {seen}";
        Assert.Empty(offences);
    }

    [Theory]
    [InlineData("EventStore", "Microsoft.AspNetCore")]
    [InlineData("MediaWiki", "Microsoft.AspNetCore")]
    [InlineData("MediaWiki", "Npgsql")]
    [InlineData("Web", "Npgsql")]
    public void A_part_knows_nothing_of_what_is_not_its_business(string part, string foreign) =>
        Assert.DoesNotContain(ReferencesOf(part), name => name.StartsWith(foreign, StringComparison.Ordinal));

    [Theory]
    [InlineData("Marten")]
    [InlineData("JasperFx")]
    [InlineData("Weasel")]
    [InlineData("MartenStandIn")]
    public void Marten_is_a_matter_of_the_tests_and_the_bench_alone(string name)
    {
        var locks = SourceTree
            .Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal))
            .Where(f => f.EndsWith("packages.lock.json", StringComparison.Ordinal))
            .ToArray();
        Assert.NotEmpty(locks);
        Assert.DoesNotContain(locks, f => SourceTree.Read(f).Contains($"\"{name}", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(
            SourceTree.Product.SelectMany(a => a.GetReferencedAssemblies()),
            r => r.Name!.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public void A_module_shows_only_its_module_class_its_contracts_and_its_pages()
    {
        var offences =
            from module in SourceTree.Modules
            from type in SourceTree.Named(module).GetExportedTypes()
            where type.DeclaringType is null && !MayBePublic(module, type)
            select $"{type.FullName} is public: make it internal, or a contract of {module}";
        Assert.Empty(offences);
    }

    [Fact]
    public void Classes_are_sealed_unless_something_inherits_them()
    {
        var all = SourceTree.Product.SelectMany(a => a.GetTypes()).ToList();
        var bases = all.Select(t => t.BaseType)
            .OfType<Type>()
            .Select(t => t.IsGenericType ? t.GetGenericTypeDefinition() : t)
            .ToHashSet();
        var offences =
            from type in all
            where type is { IsClass: true, IsSealed: false, IsAbstract: false } && !bases.Contains(type)
            where type.FullName?.StartsWith("CampaignDashboard.", StringComparison.Ordinal) == true
            where !type.Name.Contains('<', StringComparison.Ordinal) && !IsMadeByRazor(type)
            select $"{type.FullName} is not sealed";
        Assert.Empty(offences);
    }

    private static IEnumerable<string> ReferencesOf(string project) =>
        SourceTree.Named(project).GetReferencedAssemblies().Select(r => r.Name!);

    private static bool MayBePublic(string module, Type type) =>
        type.Name == $"{module}Module"
        || type.Namespace?.StartsWith($"CampaignDashboard.{module}.Contracts", StringComparison.Ordinal) == true
        || IsMadeByRazor(type)
        || type.Namespace?.StartsWith("CampaignDashboard.", StringComparison.Ordinal) != true;

    // The compiler of Razor files makes public, unsealed classes and leaves no choice: pages, and what they are made of.
    private static bool IsMadeByRazor(Type type) =>
        typeof(IComponent).IsAssignableFrom(type) || type.Name.EndsWith("_Imports", StringComparison.Ordinal);
}
