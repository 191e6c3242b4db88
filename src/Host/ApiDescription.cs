using CampaignDashboard.EventStore;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CampaignDashboard.Host;

/// <summary>What <c>/openapi/v1.json</c> says of the API as a whole.</summary>
internal static class ApiDescription
{
    internal const string Problem = "Problem";
    internal const string Cookie = "cookie";
    internal const string Token = "token";

    private const string Text =
        "Plan events, enrol people, measure what they write, follow what happens. Refusals are problem documents (RFC 9457) "
        + "whose type is a page. Writes take If-Match (the ETag of the thing) and Idempotency-Key; asking twice changes nothing. "
        + "Lists come in pages: follow the Link header.";

    /// <summary>Describes the whole, each operation, and the types that schemas cannot know.</summary>
    internal static void Set(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(ApiOperations.Describe);
        options.AddSchemaTransformer(DescribeId);
    }

    private static Task Describe(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellation
    )
    {
        document.Info = new()
        {
            Title = "Campaign dashboard",
            Version = "v1",
            Description = Text,
            License = new() { Name = "GPL-3.0-or-later", Url = new("https://www.gnu.org/licenses/gpl-3.0.html") },
        };
        document.Components ??= new();
        document.AddComponent<IOpenApiSchema>(Problem, ProblemSchema());
        document.AddComponent<IOpenApiSecurityScheme>(
            Cookie,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "campaign-dashboard",
                Description = "Set by signing in with a Wikimedia account, in a browser.",
            }
        );
        document.AddComponent<IOpenApiSecurityScheme>(
            Token,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description =
                    "A personal access token (POST /api/v1/tokens). Of the scopes that an operation names, one is enough: read to read, coordinate to change things too, feeds to follow events and nothing else.",
            }
        );
        document.Paths = Merged(document.Paths);
        return Task.CompletedTask;
    }

    /// <summary>One path for each place, whatever the routes call it.</summary>
    private static OpenApiPaths Merged(OpenApiPaths paths)
    {
        var merged = new OpenApiPaths();
        foreach (var (path, item) in paths)
        {
            var told = ApiPaths.Told(path);
            if (!merged.TryGetValue(told, out var there))
            {
                merged.Add(told, item);
                continue;
            }

            foreach (var (method, operation) in item.Operations ?? [])
            {
                there.Operations!.Add(method, operation);
            }
        }

        return merged;
    }

    private static Task DescribeId(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellation
    )
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGuidId<>)))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "uuid";
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema ProblemSchema()
    {
        static OpenApiSchema Text(string meaning) => new() { Type = JsonSchemaType.String, Description = meaning };
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457.",
            Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = Text("A page that explains it, stable for ever: /problems/registration-closed."),
                ["title"] = Text("The same for every problem of the type."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
                ["detail"] = Text("What is wrong, and what to do, in a sentence."),
                ["traceId"] = Text("Finds it in the log of the operator."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "Of a 400: what is wrong with each field, parameter or header.",
                    AdditionalProperties = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
            },
        };
    }
}
