using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace CampaignDashboard.Web.Localisation;

/// <summary>An assembly that embeds <c>i18n/{code}.json</c>; registered by <c>AddMessages</c>.</summary>
internal sealed record MessageSource(Assembly Assembly)
{
    /// <summary>The messages of one language file, key to text; empty when the assembly has no such file.</summary>
    public IReadOnlyDictionary<string, string> Read(string code)
    {
        using var stream = Assembly.GetManifestResourceStream($"i18n/{code}.json");
        if (stream is null)
            return new Dictionary<string, string>(StringComparer.Ordinal);
        using var file = JsonDocument.Parse(stream);
        return file
            .RootElement.EnumerateObject()
            .Where(member => !member.Name.StartsWith('@'))
            .ToDictionary(member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal);
    }
}

/// <summary>The messages of all registered assemblies in all languages, read once.</summary>
internal sealed class MessageCatalogue
{
    private readonly FrozenDictionary<(string Language, string Key), string> texts;

    public MessageCatalogue(IEnumerable<MessageSource> sources)
    {
        var read = new Dictionary<(string, string), string>();
        foreach (var source in sources)
        foreach (var language in Language.All)
        foreach (var (key, text) in source.Read(language.Code))
        {
            // Two assemblies with one key would answer by the order of their registration.
            if (!read.TryAdd((language.Code, key), text))
                throw new InvalidOperationException($"Message {key} ({language.Code}) is defined twice.");
        }
        texts = read.ToFrozenDictionary();
    }

    /// <summary>The text in this language, in English when it is not translated, or null when nobody knows the key.</summary>
    public string? Find(Language language, string key) =>
        texts.GetValueOrDefault((language.Code, key)) ?? texts.GetValueOrDefault((Language.English.Code, key));
}
