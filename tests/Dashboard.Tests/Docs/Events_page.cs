using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Enrolment;
using CampaignDashboard.EventStore;
using CampaignDashboard.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Tests.Docs;

/// <summary>
/// <c>docs/events.md</c> lists every stored event with its meaning and fields, made from the code and its comments.
/// <c>UPDATE_DOCS=1</c> writes it anew.
/// </summary>
public sealed partial class Events_page
{
    [Fact]
    public void Docs_list_every_stored_event_with_its_fields()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1")
        {
            File.WriteAllText(PathOfPage(), Generated());
        }

        Assert.Equal(Generated(), File.ReadAllText(PathOfPage()));
    }

    private static string Generated()
    {
        var page = new StringBuilder(
            "# Events\n\nEvery event of the log, by its stored name: made from the code (`UPDATE_DOCS=1`).\n"
        );
        page.Append("People are person ids; names are in Identity alone. Instants are UTC.\n");
        foreach (
            var module in Types()
                .GroupBy(t => t.Value.Assembly)
                .OrderBy(g => g.Key.GetName().Name, StringComparer.Ordinal)
        )
        {
            page.Append("\n## ").Append(module.Key.GetName().Name!.Split('.')[^1]).Append('\n');
            var summaries = XDocument.Load(Path.ChangeExtension(module.Key.Location, ".xml"));
            foreach (var (name, type) in module)
            {
                page.Append("\n### ").Append(name).Append('\n').Append(Summary(summaries, type)).Append("\n\n");
                page.AppendJoin('\n', Fields(type)).Append('\n');
            }
        }

        return page.ToString();
    }

    private static IEnumerable<KeyValuePair<string, Type>> Types()
    {
        var services = new ServiceCollection();
        services.AddCampaigns();
        services.AddEnrolment();
        MetricsModule.AddMetrics(services);
        var sources = services.Select(s => s.ImplementationInstance).OfType<EventTypeSource>();
        return new EventTypes(sources).All;
    }

    private static string Summary(XDocument summaries, Type type)
    {
        var member = summaries.Descendants("member").Single(m => (string?)m.Attribute("name") == $"T:{type.FullName}");
        var words = string.Concat(member.Element("summary")!.Nodes().Select(Text));
        return Blanks().Replace(words, " ").Trim();
    }

    private static string Text(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "paramref" } e => $"`{CamelCase((string)e.Attribute("name")!)}`",
            XElement { Name.LocalName: "c" } e => $"`{e.Value}`",
            XElement e => e.Value,
            _ => "",
        };

    private static IEnumerable<string> Fields(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public)
            .Single(c => c.GetParameters().Length > 0)
            .GetParameters()
            .Select(p => $"- `{CamelCase(p.Name!)}`: {NameOf(p.ParameterType)}");

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? $"{NameOf(inner)} or null"
        : type.IsGenericType ? $"list of {NameOf(type.GetGenericArguments()[0])}"
        : type.Name;

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string PathOfPage([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/events.md"));

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
